import { type Amount, chunksInWords, parseAmount } from '../../units.ts'
import { bytesIn, chunksIn, type Packet, partOf } from '../../wire/packet.ts'
import type { BodyFault } from './fault-kind.ts'

/** What stands behind `cut:`, and `with:` beside it. */
export interface RawCut {
  readonly cut: { readonly after: string }
  readonly with?: 'reset' | 'end'
}

export interface CutSpec {
  readonly after: Amount
  readonly with: 'reset' | 'end'
}

const inWords = (after: Amount): string => {
  if ('chunks' in after) return chunksInWords(after.chunks)
  if ('bytes' in after) return `${after.bytes} bytes`
  return `${Number((after.share * 100).toFixed(4))}% of it`
}

const bytesOfChunks = (packets: readonly Packet[], chunks: number): number | null => {
  let [at, seen] = [0, 0]
  for (const { bytes, ends } of packets) {
    const end = ends[chunks - seen - 1]
    if (end !== undefined) return at + end
    at += bytes.length
    seen += ends.length
  }
  return null
}

/** How many bytes go out; null where that would be all of them, or more. */
const bytesBefore = (packets: readonly Packet[], after: Amount): number | null => {
  const all = bytesIn(packets)
  const before =
    'chunks' in after
      ? bytesOfChunks(packets, after.chunks)
      : 'bytes' in after
        ? after.bytes
        : Math.floor(all * after.share)
  return before === null || before >= all ? null : before
}

const upTo = (packets: readonly Packet[], bytes: number): readonly Packet[] => {
  let left = bytes
  return packets.flatMap(packet => {
    const part = Math.min(left, packet.bytes.length)
    left -= part
    return part === 0 ? [] : [partOf(packet, 0, part)]
  })
}

const sizeOf = (packets: readonly Packet[], after: Amount): string =>
  'chunks' in after ? chunksInWords(chunksIn(packets)) : `${bytesIn(packets)} bytes`

/** The answer stops in the middle: by RST, or by a clean end, so that only the missing part shows it. */
export const cut: BodyFault<RawCut, CutSpec> = {
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['after'],
    description: 'The answer stops in the middle.',
    examples: [{ after: '3 chunks' }],
    properties: {
      after: {
        type: 'string',
        format: 'amount',
        description: 'How much of it comes: chunks, bytes of the body, or a share of them.',
        examples: ['3 chunks', '200 bytes', '40%'],
      },
    },
  },
  diagnose: raw => {
    const after = parseAmount(raw.cut.after)
    const nothing = after !== null && Object.values(after).includes(0)
    const all = after !== null && 'share' in after && after.share === 1
    if (!nothing && !all) return []
    return [
      {
        path: ['cut', 'after'],
        severity: all ? 'error' : 'warning',
        message: all
          ? 'a cut after 100% cuts nothing off'
          : 'a cut after nothing sends the head of the answer and no body',
        hint: all ? 'Use a smaller share.' : 'To end the connection before any byte, use fault: reset or fault: drop.',
      },
    ]
  },
  read: raw => ({ after: parseAmount(raw.cut.after) ?? { share: 0 }, with: raw.with ?? 'reset' }),
  describe: spec =>
    `the answer stops after ${inWords(spec.after)}, by ${spec.with === 'reset' ? 'reset' : 'a clean end'}`,
  apply: (answer, spec) => {
    const bytes = bytesBefore(answer.packets, spec.after)
    if (bytes === null) return `the answer has ${sizeOf(answer.packets, spec.after)} only`
    const packets = upTo(answer.packets, bytes)
    return spec.with === 'reset'
      ? { ...answer, packets, ending: 'reset' }
      : { packets, bodyBytes: null, ending: 'last' }
  },
}
