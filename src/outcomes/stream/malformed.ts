import { parseChunks } from '../../units.ts'
import { withText } from '../../wire/packet.ts'
import { packetBehind, replaced } from './place.ts'
import { type After, afterSchema, type RawAfter, type StreamModifier } from './stream-modifier.ts'

const halved = (event: string): string => {
  const line = event.trimEnd()
  return `${line.slice(0, Math.ceil(line.length / 2))}\n\n`
}

/** A chunk of which half is missing: its JSON breaks off, the stream goes on. */
export const malformed: StreamModifier<RawAfter, After> = {
  schema: afterSchema('The next chunk is cut in half, so that its JSON breaks off; the stream goes on.', [
    { after: '4 chunks' },
  ]),
  read: raw => ({ after: parseChunks(raw.after) ?? 1 }),
  describe: ({ after }) => `chunk ${after + 1} cut in half`,
  apply: (stream, { after }) => {
    const packet = packetBehind(stream, after)
    return typeof packet === 'string' ? packet : replaced(stream, after, withText(packet, halved))
  },
}
