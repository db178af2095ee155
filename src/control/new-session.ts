import type { JsonSchema } from '../json-schema.ts'
import { formatDiagnostic } from '../scenario/diagnostic.ts'
import { isValidName } from '../scenario/files.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { NewSession } from '../session/sessions.ts'
import { MAX_SPEED } from '../settings.ts'
import { parseDuration } from '../units.ts'
import { withoutSecrets } from '../without-secrets.ts'
import type { ControlParts } from './control-app.ts'
import { readControlBody } from './read-control-body.ts'

/** A scenario in the body of a control call. */
export const scenarioSchema: JsonSchema = {
  expects: 'the name of a scenario, or a scenario',
  anyOf: [{ type: 'string', minLength: 1 }, { type: 'object' }],
}

const newSessionSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    id: { type: 'string', minLength: 1 },
    scenario: scenarioSchema,
    seed: { type: 'integer', minimum: 0 },
    speed: { type: 'number', maximum: MAX_SPEED },
    ttl: { type: 'string', format: 'duration' },
  },
}

interface RawNewSession {
  readonly id?: string
  readonly scenario?: string | object
  readonly seed?: number
  readonly speed?: number
  readonly ttl?: string
}

/** A scenario that was chosen by name or handed over, or what is wrong with it. */
type Chosen =
  | { readonly scenario: Scenario; readonly own: boolean }
  | { readonly status: 400 | 404 | 413 | 507; readonly problem: string }

/** The scenario that a control call names or brings along; `instead` is what the session runs now. */
export const choose = async (
  raw: string | object,
  { library, given }: Pick<ControlParts, 'library' | 'given'>,
  instead: Scenario | null = null,
): Promise<Chosen> => {
  if (typeof raw === 'string') {
    const scenario = library.get(raw)
    return scenario ? { scenario, own: false } : { status: 404, problem: library.unknown(raw) }
  }
  const read = await given.inline(raw, instead)
  if ('refusal' in read) return read.refusal
  return 'scenario' in read
    ? { scenario: read.scenario, own: true }
    : { status: 400, problem: `The scenario is wrong:\n${read.diagnostics.map(formatDiagnostic).join('\n')}` }
}

/** Why a control call can't be met. */
interface Refused {
  readonly status: 400 | 404 | 409 | 413 | 507
  readonly problem: string
}

const problemIn = ({ speed, id: asked }: RawNewSession, id: string, { sessions }: ControlParts): Refused | null => {
  if (!isValidName(asked ?? id))
    return {
      status: 400,
      problem: `The id ${JSON.stringify(id)} is not valid: use up to 100 letters, digits, dots, hyphens and underscores, and no dots alone.`,
    }
  if (sessions.get(id))
    return { status: 409, problem: `There is a session "${id}" already. Delete it, reset it, or take another id.` }
  if (speed !== undefined && speed <= 0)
    return { status: 400, problem: `speed is ${speed}; expected a number above 0, at most ${MAX_SPEED}` }
  return null
}

const orNull = <Value>(value: Value | undefined): Value | null => value ?? null

/** What the body of `POST /sessions` orders, or why it can't be. */
export const orderOf = async (body: unknown, parts: ControlParts): Promise<NewSession | Refused> => {
  const { value, problem } = await readControlBody<RawNewSession>(parts.reader, body, newSessionSchema)
  if (problem !== null) return { status: 400, problem }
  const id = value.id === undefined ? parts.sessions.gone.newId() : withoutSecrets(value.id)
  const refused = problemIn(value, id, parts)
  if (refused) return refused
  const chosen =
    value.scenario === undefined ? { scenario: parts.scenario, own: false } : await choose(value.scenario, parts)
  if ('problem' in chosen) return chosen
  // while its scenario was read, another may have been made
  const late = problemIn(value, id, parts)
  if (late) return late
  return {
    id,
    scenario: chosen.scenario,
    ownScenario: chosen.own,
    seed: orNull(value.seed),
    speed: orNull(value.speed),
    ttlMs: value.ttl === undefined ? null : parseDuration(value.ttl),
  }
}
