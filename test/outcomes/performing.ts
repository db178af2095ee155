import { type FakeClock, fakeClock } from '#src/clock/clock'
import { type Outcome, perform } from '#src/outcomes/index'
import { remarkInWords } from '#src/outcomes/remark'
import type { StreamChange, StreamKey } from '#src/outcomes/stream/index'
import { callOf, scenarioOf } from '../helpers/deciding.ts'
import { performanceOn } from './performance-on.ts'
import { RecordedWire } from './recorded-wire.ts'

/** What a rule came to on a wire without a socket, under a clock that is moved by hand. */
export interface Performing {
  readonly wire: RecordedWire
  readonly clock: FakeClock
  /** What could not be done, in words; when it is over. */
  readonly remarks: Promise<readonly string[]>
  /** Moves time, and lets what was woken run. */
  advance(ms: number): Promise<void>
}

const SAYS = { text: 'One two three four five.', reasoning: '' }

/** Performs the outcome and the changes of streams of a rule; a rule without an outcome is a success with a fixed text. */
export const performing = (rule: object, stream = true, firstTokenMs = 0): Performing => {
  const { choice, modifiers } =
    scenarioOf({ rules: [{ name: 'r', match: { header: { x: 'y' } }, ...rule }] }).rules[0] ?? {}
  const outcome: Outcome = choice?.kind === 'outcome' ? choice.outcome : { kind: 'complete', complete: SAYS }
  const change: StreamChange | null = modifiers?.stream
    ? { spec: modifiers.stream, firstTokenMs, said: Object.keys(modifiers.stream) as StreamKey[] }
    : null
  const clock = fakeClock()
  const wire = new RecordedWire(clock)
  const remarks = Promise.resolve(
    perform(outcome, {
      ...performanceOn(wire, callOf({ stream, body: { stream, stream_options: {} } })),
      stream: change,
    }),
  ).then(all => all.map(remarkInWords))
  const advance = async (ms: number): Promise<void> => {
    await new Promise(resolve => setImmediate(resolve))
    await clock.advance(ms)
    await new Promise(resolve => setImmediate(resolve))
  }
  return { wire, clock, remarks, advance }
}

/** All that was written, as text. */
export const writtenBy = ({ done }: RecordedWire): string =>
  Buffer.from(
    done
      .filter(({ what }) => what === 'write')
      .map(({ text }) => text ?? '')
      .join(''),
    'latin1',
  ).toString()

/** What a rule writes in the end, whatever time it takes. */
export const allOf = async (
  rule: object,
  stream = true,
): Promise<{ text: string; wire: RecordedWire; remarks: readonly string[] }> => {
  const { wire, remarks, advance } = performing(rule, stream)
  await advance(3_600_000)
  return { text: writtenBy(wire), wire, remarks: await remarks }
}
