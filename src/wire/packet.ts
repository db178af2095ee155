/** Bytes that leave together. */
export interface Packet {
  readonly bytes: Uint8Array
  /** What they were before they were compressed, where they are. */
  readonly plain?: Uint8Array
  /** Where in it events end, ascending; a whole answer ends once. */
  readonly ends: readonly number[]
  /** How long it waits after the packet before; `Infinity` is forever. */
  readonly waitMs: number
  /** Whether it must leave by itself even where it is late. */
  readonly apart: boolean
  /** It belongs to a wait without an end: when the wait is cut short, the answer is over. */
  readonly endless?: boolean
}

/** Far enough from each other for a client to see two packets as two (docs/facts/node.md §6). */
export const APART_MS = 5

/** An answer in one piece, or an event. */
export const packetOf = (text: string | Uint8Array): Packet => {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  return { bytes, ends: [bytes.length], waitMs: 0, apart: false }
}

/** The same packet with another text; it is one event, or none. */
export const withText = (packet: Packet, change: (text: string) => string): Packet => {
  const { bytes, ends } = packetOf(change(Buffer.from(packet.bytes).toString()))
  return { ...packet, bytes, ends: packet.ends.length === 0 ? packet.ends : ends }
}

/** A part of a packet; the first part keeps its wait, the others have none. */
export const partOf = ({ bytes, ends, waitMs, apart }: Packet, from: number, to: number): Packet => ({
  bytes: bytes.subarray(from, to),
  ends: ends.filter(end => end > from && end <= to).map(end => end - from),
  waitMs: from === 0 ? waitMs : 0,
  apart: from === 0 && apart,
})

/** Several packets as one; it leaves when the last of them is due. */
export const joined = (packets: readonly Packet[]): Packet => {
  const [first] = packets
  if (first && packets.length === 1) return first
  let at = 0
  const ends = packets.flatMap(packet => {
    const own = packet.ends.map(end => at + end)
    at += packet.bytes.length
    return own
  })
  return {
    bytes: Buffer.concat(packets.map(({ bytes }) => bytes)),
    ...(packets.some(({ plain }) => plain)
      ? { plain: Buffer.concat(packets.map(({ bytes, plain = bytes }) => plain)) }
      : {}),
    ends,
    waitMs: packets.reduce((sum, { waitMs }) => sum + waitMs, 0),
    apart: first?.apart ?? false,
  }
}

/** How many bytes these are. */
export const bytesIn = (packets: readonly Packet[]): number => packets.reduce((sum, { bytes }) => sum + bytes.length, 0)

/** How many events end in these. */
export const chunksIn = (packets: readonly Packet[]): number => packets.reduce((sum, { ends }) => sum + ends.length, 0)
