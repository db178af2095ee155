import { APART_MS, type Packet, partOf } from '../../wire/packet.ts'
import type { StreamModifier } from './stream-modifier.ts'

const isInsideLetter = (byte: number): boolean => (byte & 0xc0) === 0x80

/** Where to cut: into even parts, but one cut goes through the first character of several bytes, if there is one. */
const cutsOf = (bytes: Uint8Array, parts: number): readonly number[] => {
  const count = Math.min(parts, bytes.length)
  const cuts = Array.from({ length: count - 1 }, (_, i) => Math.round(((i + 1) * bytes.length) / count))
  const letter = bytes.findIndex(isInsideLetter)
  if (letter === -1) return cuts
  const distances = cuts.map(cut => Math.abs(cut - letter))
  cuts[distances.indexOf(Math.min(...distances))] = letter
  return cuts
}

const splitUp = (packet: Packet, parts: number): readonly Packet[] => {
  const cuts = [0, ...cutsOf(packet.bytes, parts), packet.bytes.length]
  return cuts.slice(1).map((to, i) => {
    const part = partOf(packet, cuts[i] ?? 0, to)
    return i === 0 ? part : { ...part, waitMs: APART_MS, apart: true }
  })
}

/** An event comes in several packets, and a character of several bytes is cut in two. */
export const split: StreamModifier<number, number> = {
  schema: {
    type: 'integer',
    minimum: 2,
    description: 'Into how many packets each event is split; a character of several bytes is cut in two.',
    examples: [3],
  },
  read: raw => raw,
  describe: parts => `an event in ${parts} packets`,
  apply: (stream, parts) => ({
    ...stream,
    packets: stream.packets
      .flatMap(packet => splitUp(packet, parts))
      .map((packet, i) => (i === 0 ? packet : { ...packet, waitMs: Math.max(packet.waitMs, APART_MS), apart: true })),
  }),
}
