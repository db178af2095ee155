import type { Packet } from '../../wire/packet.ts'
import { type Delay, delaySchema, describeDelay, diagnoseDelay, type RawDelay, readDelay } from '../delay.ts'
import type { StreamModifier } from './stream-modifier.ts'

function* later(packets: Iterable<Packet>, firstTokenMs: number): Generator<Packet> {
  let moreMs = firstTokenMs
  for (const packet of packets) {
    yield { ...packet, waitMs: packet.waitMs + moreMs }
    moreMs = 0
  }
}

/** The head comes at once, the first token later: what a busy model does. */
export const firstToken: StreamModifier<RawDelay, Delay> = {
  schema: delaySchema('How long the first event waits; the head of the answer comes at once.'),
  diagnose: diagnoseDelay,
  read: readDelay,
  describe: delay => `the first token after ${describeDelay(delay)}`,
  apply: (stream, _delay, { firstTokenMs }) => ({ ...stream, packets: [...later(stream.packets, firstTokenMs)] }),
  each: (packets, _delay, { firstTokenMs }) => later(packets, firstTokenMs),
}
