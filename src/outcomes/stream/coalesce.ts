import { APART_MS, joined, type Packet } from '../../wire/packet.ts'
import type { StreamModifier } from './stream-modifier.ts'

const grouped = (packets: readonly Packet[], size: number): readonly (readonly Packet[])[] => {
  const groups: Packet[][] = []
  for (const packet of packets) {
    const last = groups.at(-1)
    if (last && last.length < size && !packet.apart) last.push(packet)
    else groups.push([packet])
  }
  return groups
}

/** Several events come in one packet. */
export const coalesce: StreamModifier<number, number> = {
  schema: {
    type: 'integer',
    minimum: 2,
    description: 'How many events come in one packet.',
    examples: [3],
  },
  read: raw => raw,
  describe: size => `${size} events a packet`,
  apply: (stream, size) => ({
    ...stream,
    packets: grouped(stream.packets, size).map((group, i) => {
      const whole = joined(group)
      return i === 0 ? whole : { ...whole, waitMs: Math.max(whole.waitMs, APART_MS), apart: true }
    }),
  }),
}
