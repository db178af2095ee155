import { type Packet, withText } from '../../wire/packet.ts'
import type { StreamModifier } from './stream-modifier.ts'

const withCrlf = (packet: Packet): Packet => withText(packet, text => text.replaceAll('\n', '\r\n'))

/** Lines end with CRLF, which the standard of server-sent events allows and some readers forget. */
export const crlf: StreamModifier<true, true> = {
  schema: { const: true, expects: 'true', description: 'Lines end with CRLF.', examples: [true] },
  read: raw => raw,
  describe: () => 'lines that end with CRLF',
  apply: stream => ({
    ...stream,
    packets: stream.packets.map(withCrlf),
    ...(stream.keepAlive ? { keepAlive: { ...stream.keepAlive, packet: withCrlf(stream.keepAlive.packet) } } : {}),
  }),
}
