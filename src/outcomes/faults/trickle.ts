import { type Packet, partOf } from '../../wire/packet.ts'
import type { BodyFault } from './fault-kind.ts'

/** What stands behind `trickle:`. */
export interface RawTrickle {
  readonly trickle: { readonly bytesPerSecond: number }
}

export interface TrickleSpec {
  readonly bytesPerSecond: number
}

const TICKS_PER_SECOND = 50

/** Made one by one: a long body at a slow rate is more packets than anybody should hold. */
function* trickled(packets: readonly Packet[], bytesPerSecond: number): Generator<Packet> {
  const size = Math.max(1, Math.round(bytesPerSecond / TICKS_PER_SECOND))
  for (const packet of packets)
    for (let from = 0; from < packet.bytes.length; from += size) {
      const part = partOf(packet, from, Math.min(from + size, packet.bytes.length))
      yield { ...part, waitMs: part.waitMs + (part.bytes.length / bytesPerSecond) * 1000 }
    }
}

/** A very slow body: each byte waits for its share of a second. */
export const trickle: BodyFault<RawTrickle, TrickleSpec> = {
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['bytesPerSecond'],
    description: 'The body comes very slowly.',
    examples: [{ bytesPerSecond: 50 }],
    properties: {
      bytesPerSecond: { type: 'integer', minimum: 1, description: 'How many bytes a second.', examples: [50] },
    },
  },
  read: raw => raw.trickle,
  describe: ({ bytesPerSecond }) => `the body comes at ${bytesPerSecond} bytes a second`,
  apply: (answer, { bytesPerSecond }) => ({ ...answer, packets: trickled(answer.packets, bytesPerSecond) }),
}
