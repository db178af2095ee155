import { type Delay, delaySchema, describeDelay, diagnoseDelay, type RawDelay, readDelay } from '../delay.ts'
import { replaced } from './place.ts'
import type { StreamModifier } from './stream-modifier.ts'

/** The head comes at once, the first token later: what a busy model does. */
export const firstToken: StreamModifier<RawDelay, Delay> = {
  schema: delaySchema('How long the first event waits; the head of the answer comes at once.'),
  diagnose: diagnoseDelay,
  read: readDelay,
  describe: delay => `the first token after ${describeDelay(delay)}`,
  apply: (stream, _delay, { firstTokenMs }) => {
    const [first] = stream.packets
    return first ? replaced(stream, 0, { ...first, waitMs: first.waitMs + firstTokenMs }) : stream
  },
}
