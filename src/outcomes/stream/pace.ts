import { formatDuration, type Pace, parsePace } from '../../units.ts'
import type { Packet } from '../../wire/packet.ts'
import type { StreamModifier } from './stream-modifier.ts'

const DONE = Buffer.from('data: [DONE]')

const gapOf = (pace: Pace): number => ('gapMs' in pace ? pace.gapMs : 1000 / pace.tokensPerSecond)

const isDone = ({ bytes }: Packet): boolean => DONE.equals(bytes.subarray(0, DONE.length))

function* paced(packets: Iterable<Packet>, spec: Pace): Generator<Packet> {
  const gapMs = gapOf(spec)
  let isFirst = true
  for (const packet of packets) {
    yield isFirst || isDone(packet) ? packet : { ...packet, waitMs: packet.waitMs + gapMs }
    isFirst = false
  }
}

/** Chunks come one by one, each as a token; `[DONE]` comes with the chunk before it. */
export const pace: StreamModifier<string, Pace> = {
  schema: {
    type: 'string',
    format: 'pace',
    description:
      'How fast chunks come: tokens a second (each chunk counts as one token), or the time between two chunks.',
    examples: ['300 tokens/s', '20ms'],
  },
  read: raw => parsePace(raw) ?? { gapMs: 0 },
  describe: spec =>
    'gapMs' in spec ? `a chunk every ${formatDuration(spec.gapMs)}` : `${spec.tokensPerSecond} tokens/s`,
  apply: (stream, spec) => ({ ...stream, packets: [...paced(stream.packets, spec)] }),
  each: paced,
}
