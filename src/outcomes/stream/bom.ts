import type { StreamModifier } from './stream-modifier.ts'

const BOM = Buffer.from([0xef, 0xbb, 0xbf])

/** A byte order mark before the first line, which readers of events have to pass over. */
export const bom: StreamModifier<true, true> = {
  schema: {
    const: true,
    expects: 'true',
    description: 'The stream begins with a byte order mark, EF BB BF.',
    examples: [true],
  },
  read: raw => raw,
  describe: () => 'a byte order mark first',
  apply: stream => ({
    ...stream,
    packets: stream.packets.map((packet, i) =>
      i > 0
        ? packet
        : {
            ...packet,
            bytes: Buffer.concat([BOM, packet.bytes]),
            ends: packet.ends.map(end => end + BOM.length),
          },
    ),
  }),
}
