import { detailNames } from '../../groq/error-object.ts'
import { errors, type JsonVariant, type StatusFacts } from '../../groq/errors.ts'
import type { RawError } from '../../outcomes/error/error-form.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { everyOutcome } from './every-outcome.ts'
import { warning } from './lint-warning.ts'

type Path = PathDiagnostic['path']
type WholeError = Exclude<RawError, number>
const OF_JSON = ['message', 'type', ...detailNames] as const

const factsOf = (status: number): StatusFacts | undefined => (errors as Readonly<Record<number, StatusFacts>>)[status]

const twin = ({ type, code }: WholeError, { variants }: StatusFacts): string | undefined =>
  Object.entries(variants).find(
    ([, variant]) =>
      variant.kind === 'json' &&
      (type === undefined || variant.type === type) &&
      ((code ?? undefined) === undefined || variant.code === code),
  )?.[0]

const overridden = (
  raw: WholeError,
  name: string,
  variant: JsonVariant,
  facts: StatusFacts,
  path: Path,
): readonly PathDiagnostic[] => {
  if (variant.provenance === 'inferred') return []
  const key = (['type', 'code'] as const).find(
    one => (raw[one] ?? undefined) !== undefined && raw[one] !== variant[one],
  )
  if (key === undefined) return []
  const known = twin(raw, facts)
  const how = variant.provenance === 'documented' ? 'Groq documents' : 'Groq was seen to send'
  const usual = variant[key] === undefined ? 'none' : `"${variant[key]}"`
  return [
    warning(
      [...path, key],
      `this ${key} is not Groq's: for ${raw.status} (${name}) ${how} ${usual}`,
      known && known !== name
        ? `Variant "${known}" has it: write variant: ${known}.`
        : `It is sent anyway; without "${key}" the answer is like Groq's.`,
    ),
  ]
}

const lintError = (raw: RawError, path: Path): readonly PathDiagnostic[] => {
  if (typeof raw === 'number') return []
  const facts = factsOf(raw.status)
  const name = raw.variant ?? facts?.defaultVariant ?? ''
  const variant = facts && Object.hasOwn(facts.variants, name) ? facts.variants[name] : undefined
  if (!facts || !variant) return []
  if (variant.kind === 'json') return overridden(raw, name, variant, facts, path)
  return OF_JSON.filter(key => raw[key] !== undefined).map(key => ({
    path: [...path, key],
    severity: 'error',
    message: `variant "${name}" is a page of HTML and has no ${key}`,
    hint: `Take "${key}" out, or use a variant that is JSON.`,
  }))
}

/** Answers that differ from what Groq is known to send, or whose parts nobody will see. */
export const lintOutcomes = (scenario: RawScenario): readonly PathDiagnostic[] =>
  everyOutcome(scenario).flatMap(({ raw, path }) =>
    raw.error === undefined ? [] : lintError(raw.error as RawError, [...path, 'error']),
  )
