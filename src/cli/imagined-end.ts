import type { Call } from '../call.ts'
import type { Decision } from '../engine/decide.ts'
import { foreseen } from '../outcomes/because.ts'
import { errorFor } from '../outcomes/error/error-form.ts'
import { arrivesInStream } from '../outcomes/error/stream-error.ts'
import { flawsOf } from '../outcomes/flaws-of.ts'
import { isBadLuck } from '../outcomes/index.ts'
import { foretold } from '../outcomes/told-of.ts'
import type { Settlement } from '../session/settlement.ts'

/** How an attempt ends that is only imagined. */
export interface ImaginedEnd extends Omit<Settlement, 'hold'> {
  readonly durationMs: number
}

/** How long a request takes besides its delay: without it, windows of session time would never be reached. */
const REQUEST_MS = 100
/** How long clients wait for an answer to begin: groq-sdk for a minute (docs/facts/groq-wire.md §6.1). */
const TIMEOUT_MS = 60_000
/** What keeps an answer from its end for a while only. */
const SLOW: ReadonlySet<string> = new Set(['trickle', 'stall'])

const statusOf = ({ outcome }: Decision, call: Call): number | null => {
  switch (outcome.kind) {
    case 'error':
      return arrivesInStream(errorFor(outcome.error, call), call) ? 200 : outcome.error.status
    case 'reply':
      return outcome.reply.status
    case 'complete':
      return 200
    case 'fault':
      return outcome.fault.breaks === 'connection' ? null : 200
  }
}

/** Whether an answer comes whole, as far as that is certain before it is made. */
const isWhole = (decision: Decision, call: Call): boolean =>
  flawsOf(decision, call, foreseen(decision, call)).every(flaw => SLOW.has(flaw))

/** How one ends that is answered well, whatever it gets. */
export const ANSWERED = {
  failed: false,
  leftByClient: false,
  status: 200,
  answeredMs: null,
  generationFailed: false,
  told: null,
} as const

const LEFT = {
  status: 499,
  failed: true,
  leftByClient: true,
  answeredMs: null,
  told: null,
  hasBegun: false,
  durationMs: TIMEOUT_MS,
}

/** The end of the attempt that began at this moment, on a wall clock that began with the simulation. */
export const imaginedEnd = (decision: Decision, call: Call, nowMs: number): ImaginedEnd => {
  const { outcome, delayMs } = decision
  const generationFailed = isBadLuck(outcome)
  const hangs = outcome.kind === 'fault' && outcome.fault.name === 'hang'
  if (hangs || delayMs >= TIMEOUT_MS) return { ...LEFT, generationFailed }
  const status = statusOf(decision, call)
  return {
    status,
    failed: status === null || status >= 400 || outcome.kind === 'error' || !isWhole(decision, call),
    leftByClient: false,
    answeredMs: status === null ? null : nowMs + delayMs,
    generationFailed,
    told: foretold(decision, call, nowMs + delayMs),
    hasBegun: status !== null,
    durationMs: delayMs + REQUEST_MS,
  }
}
