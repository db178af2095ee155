import { parseChunks } from '../../units.ts'
import { packetBehind, replaced } from './place.ts'
import { type After, afterSchema, type RawAfter, type StreamModifier } from './stream-modifier.ts'

/** A chunk comes twice. */
export const duplicate: StreamModifier<RawAfter, After> = {
  schema: afterSchema('The last of these chunks comes twice.', [{ after: '2 chunks' }]),
  read: raw => ({ after: parseChunks(raw.after) ?? 1 }),
  describe: ({ after }) => `chunk ${after} twice`,
  apply: (stream, { after }) => {
    const packet = packetBehind(stream, after - 1)
    return typeof packet === 'string' ? packet : replaced(stream, after - 1, packet, packet)
  },
}
