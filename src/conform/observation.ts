import type { FindingId } from '../contract.ts'
import type { Attempt, Verdict } from '../verdict/verdict.ts'
import type { PrintedLine } from './printed-lines.ts'

/** One request of a call, as the journal has it. Times in milliseconds since the first request of the case. */
export interface SeenAttempt
  extends Pick<Attempt, 'startedMs' | 'endedMs' | 'status' | 'endedBy' | 'connection' | 'fingerprint'> {
  /** The id of its call in the journal: the idempotency key, where it had one. */
  readonly call: string
  /** The shortest wait that its answer told; null for none. */
  readonly toldMs: number | null
}

/** What the client asked for once, with the requests that it made for it. */
export interface SeenCall {
  readonly attempts: readonly SeenAttempt[]
}

/** What is known of a client after one case. */
export interface Observation {
  /** How many calls it was asked for. */
  readonly asked: number
  readonly idempotencyKey: string | null
  readonly calls: readonly SeenCall[]
  /** What the runner printed, a line a call. */
  readonly printed: readonly PrintedLine[]
  /** What the verdict holds against the client or advises, by id. */
  readonly findings: readonly FindingId[]
}

/** Who obeys any hint that was sent is right. */
const toldMsOf = ({ told }: Attempt): number | null => {
  const hints = [told?.retryAfter?.ms, told?.retryAfterMs?.ms, told?.tryAgainInMs].filter(ms => typeof ms === 'number')
  return hints.length === 0 ? null : Math.min(...hints)
}

const ENDPOINT = 'chat.completions'

/** Bodies differ from call to call, so equal requests are of one; where one call was asked for, all of them are. */
const byCall = (attempts: readonly SeenAttempt[], asked: number): readonly SeenCall[] => {
  const calls = new Map<string, SeenAttempt[]>()
  for (const attempt of attempts) {
    const name = asked === 1 ? '' : attempt.fingerprint
    calls.set(name, [...(calls.get(name) ?? []), attempt])
  }
  return [...calls.values()].map(all => ({ attempts: all }))
}

/** What a verdict, and what the runner printed, tell of a case. */
export const observationOf = (
  { calls, findings }: Verdict,
  printed: readonly PrintedLine[],
  asked: Pick<Observation, 'asked' | 'idempotencyKey'>,
): Observation => {
  const attempts = calls
    .filter(({ endpoint }) => endpoint === ENDPOINT)
    .flatMap(({ id, attempts: all }) => all.map(one => ({ ...one, call: id, toldMs: toldMsOf(one) })))
    .sort((a, b) => a.startedMs - b.startedMs)
  return {
    ...asked,
    calls: byCall(attempts, asked.asked),
    printed,
    findings: findings.filter(({ severity }) => severity !== 'INFO').map(({ id }) => id),
  }
}

/** The waits before the attempts of a call, from the end of the one before; null for the first. */
export const waitsOf = ({ attempts }: SeenCall): readonly (number | null)[] =>
  attempts.map(({ startedMs }, i) => {
    const before = attempts[i - 1]
    return before === undefined ? null : startedMs - before.endedMs
  })
