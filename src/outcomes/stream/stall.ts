import { chunksInWords, formatDuration, parseChunks, parseDuration } from '../../units.ts'
import { packetBehind, replaced } from './place.ts'
import { type After, afterSchema, type RawAfter, type StreamModifier } from './stream-modifier.ts'

/** What stands behind `stall:`. */
export interface RawStall extends RawAfter {
  readonly for?: string
}

/** Silence in the middle; forever if it has no length. */
export interface StallSpec extends After {
  readonly forMs: number
}

/** The stream falls silent, for a time or forever; the connection stays open. */
export const stall: StreamModifier<RawStall, StallSpec> = {
  schema: afterSchema('Silence in the middle of the stream.', [{ after: '10 chunks', for: '30s' }], {
    for: {
      type: 'string',
      format: 'duration',
      description: 'How long; by default forever.',
      examples: ['30s'],
    },
  }),
  read: raw => ({
    after: parseChunks(raw.after) ?? 1,
    forMs: raw.for === undefined ? Infinity : (parseDuration(raw.for) ?? 0),
  }),
  describe: ({ after, forMs }) =>
    `silence ${forMs === Infinity ? '' : `for ${formatDuration(forMs)} `}after ${chunksInWords(after)}`,
  apply: (stream, { after, forMs }) => {
    const packet = packetBehind(stream, after)
    if (typeof packet === 'string') return packet
    return replaced(stream, after, { ...packet, waitMs: packet.waitMs + forMs, apart: true })
  },
}
