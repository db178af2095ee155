import { type Diagnostic, formatDiagnostic } from '../scenario/diagnostic.ts'
import { isValidName } from '../scenario/files.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { NewSession } from '../session/sessions.ts'
import { MAX_SPEED } from '../settings.ts'
import { parseDuration } from '../units.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { type NewSessionOrder, newSessionSchema } from './api/body-schemas.ts'
import type { ControlParts } from './control-app.ts'
import { readControlBody } from './read-control-body.ts'

/** Why a control call can't be met. */
export interface Refused {
  readonly status: 400 | 404 | 413 | 507
  readonly problem: string
  /** What is wrong with the scenario that it brought along. */
  readonly diagnostics?: readonly Diagnostic[]
}

/** A scenario that was chosen by name or handed over, or what is wrong with it. */
type Chosen = { readonly scenario: Scenario; readonly own: boolean } | Refused

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
  if ('scenario' in read) return { scenario: read.scenario, own: true }
  const { diagnostics } = read
  return {
    status: 400,
    problem: `The scenario is wrong:\n${diagnostics.map(formatDiagnostic).join('\n')}`,
    diagnostics,
  }
}

const problemIn = ({ speed, id: asked }: NewSessionOrder, id: string): Refused | null => {
  if (!isValidName(asked ?? id))
    return {
      status: 400,
      problem: `The id ${JSON.stringify(id)} is not valid: use up to 100 letters, digits, dots, hyphens and underscores, and no dots alone.`,
    }
  if (speed !== undefined && speed <= 0)
    return { status: 400, problem: `speed is ${speed}; expected a number above 0, at most ${MAX_SPEED}` }
  return null
}

const orNull = <Value>(value: Value | undefined): Value | null => value ?? null

/** The order of a body, for the session that its URL names; null where the body may name it. */
const read = async (
  body: unknown,
  named: string | null,
  { reader }: ControlParts,
): Promise<NewSessionOrder | Refused> => {
  const { value, problem } = await readControlBody<NewSessionOrder>(reader, body, newSessionSchema)
  if (problem !== null) return { status: 400, problem }
  if (named === null) return value
  return value.id === undefined || value.id === named
    ? { ...value, id: named }
    : {
        status: 400,
        problem: `The URL names the session ${JSON.stringify(named)} and the body ${JSON.stringify(value.id)}: leave "id" out of the body.`,
      }
}

/**
 * What a control call orders that makes a session, or why it can't be. `named` is the id in its URL; without one it may stand
 * in the body. Whether there is such a session already is for the caller to see.
 */
export const orderOf = async (
  body: unknown,
  named: string | null,
  parts: ControlParts,
): Promise<NewSession | Refused> => {
  const value = await read(body, named, parts)
  if ('problem' in value) return value
  const id = value.id === undefined ? parts.sessions.gone.newId() : withoutSecrets(value.id)
  const refused = problemIn(value, id)
  if (refused) return refused
  const chosen =
    value.scenario === undefined ? { scenario: parts.scenario, own: false } : await choose(value.scenario, parts)
  if ('problem' in chosen) return chosen
  return {
    id,
    scenario: chosen.scenario,
    ownScenario: chosen.own,
    seed: orNull(value.seed),
    speed: orNull(value.speed),
    ttlMs: value.ttl === undefined ? null : parseDuration(value.ttl),
  }
}
