import { chunksInWords, parseChunks } from '../../units.ts'
import { type Packet, packetOf, withText } from '../../wire/packet.ts'
import type { Stream, StreamModifier } from './stream-modifier.ts'

/** One place and what stands there. */
export interface RawLines {
  readonly after?: string
  readonly add: readonly string[]
}

/** Lines as text, and where they stand. */
export interface Lines {
  /** How many chunks go out before; null for lines before every chunk. */
  readonly after: number | null
  readonly text: string
}

const START = 'start'

const afterOf = ({ after }: RawLines): number | null => {
  if (after === undefined) return null
  return after === START ? 0 : (parseChunks(after) ?? 1)
}

const placeOf = ({ after }: Lines): string => {
  if (after === null) return 'before every chunk'
  return after === 0 ? 'before the first chunk' : `after ${chunksInWords(after)}`
}

/** With `{chunk}` for the number of the chunk that they stand before. */
const before = (packet: Packet, { text }: Lines, chunk: number): Packet =>
  withText(packet, event => text.replaceAll('{chunk}', String(chunk)) + event)

/** Lines behind the last chunk are no chunk themselves. */
const behind = ({ text }: Lines, chunk: number): Packet => ({
  ...packetOf(text.replaceAll('{chunk}', String(chunk))),
  ends: [],
})

const withLines = (stream: Stream, lines: Lines): Stream | string => {
  const { packets } = stream
  const { after } = lines
  if (after !== null && after > packets.length) return `the answer has ${chunksInWords(packets.length)} only`
  const changed = packets.map((packet, i) => (after === null || after === i ? before(packet, lines, i + 1) : packet))
  return { ...stream, packets: after === packets.length ? [...changed, behind(lines, after + 1)] : changed }
}

/** Lines as they stand in the file, between the events or as the first lines of one. */
export const lines: StreamModifier<readonly RawLines[], readonly Lines[]> = {
  schema: {
    type: 'array',
    minItems: 1,
    description: 'Lines between the events: ids, retries, comments, or what no reader knows.',
    examples: [[{ after: '2 chunks', add: ['retry: 3000', ''] }]],
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['add'],
      properties: {
        after: {
          description: 'How many chunks go out before; `start` is before the first. By default before every chunk.',
          examples: ['2 chunks', START],
          expects: 'a number of chunks such as 3 chunks, or start',
          anyOf: [{ type: 'string', format: 'chunks' }, { enum: [START] }],
        },
        add: {
          type: 'array',
          minItems: 1,
          description:
            'Lines as they are. They belong to the event that follows; an empty one at the end sets them apart. `{chunk}` is the number of the chunk that follows.',
          examples: [['id: {chunk}'], ['retry: 3000', '']],
          items: { type: 'string', format: 'line' },
        },
      },
    },
  },
  read: raw => raw.map(one => ({ after: afterOf(one), text: one.add.map(line => `${line}\n`).join('') })),
  describe: all => `lines ${all.map(placeOf).join(' and ')}`,
  apply: (stream, all) => {
    let changed = stream
    for (const one of all) {
      const next = withLines(changed, one)
      if (typeof next === 'string') return next
      changed = next
    }
    return changed
  },
}
