import { chunksInWords } from '../../units.ts'
import type { Packet } from '../../wire/packet.ts'
import type { Stream } from './stream-modifier.ts'

/** The packet after this many chunks, or a sentence if there is none. At this stage each packet is one chunk. */
export const packetBehind = ({ packets }: Stream, after: number): Packet | string =>
  packets[after] ?? `the answer has ${chunksInWords(packets.length)} only`

/** The stream with another packet, or several, in a place. */
export const replaced = (stream: Stream, at: number, ...packets: readonly Packet[]): Stream => ({
  ...stream,
  packets: [...stream.packets.slice(0, at), ...packets, ...stream.packets.slice(at + 1)],
})
