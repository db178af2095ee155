import { formatDuration, parseDuration } from '../../units.ts'
import { type Packet, packetOf } from '../../wire/packet.ts'
import type { StreamModifier } from './stream-modifier.ts'

/** What stands behind `keepAlive:`. */
export type RawKeepAlive = string | { readonly every: string; readonly comment: string }

export interface KeepAliveSpec {
  readonly everyMs: number
  readonly comment: string
}

const duration = { type: 'string', format: 'duration' } as const

const everyOf = (raw: RawKeepAlive): string => (typeof raw === 'string' ? raw : raw.every)

/** While nothing comes, a comment comes from time to time, so that nobody takes the connection for dead. */
export const keepAlive: StreamModifier<RawKeepAlive, KeepAliveSpec> = {
  schema: {
    description: 'A comment each time that nothing else has come for so long.',
    examples: ['15s', { every: '15s', comment: 'ping' }],
    expects: 'a duration such as 15s, or { every, comment }',
    anyOf: [
      duration,
      {
        type: 'object',
        expects: 'a mapping with every and comment',
        additionalProperties: false,
        required: ['every', 'comment'],
        properties: {
          every: { ...duration, description: 'After how long a silence it comes.', examples: ['15s'] },
          comment: {
            type: 'string',
            format: 'line',
            description: 'What stands behind the colon; by default keep-alive.',
            examples: ['ping'],
          },
        },
      },
    ],
  },
  diagnose: raw =>
    (parseDuration(everyOf(raw)) ?? 0) > 0
      ? []
      : [
          {
            path: typeof raw === 'string' ? [] : ['every'],
            severity: 'error',
            message: 'a comment after every 0s would leave no time for anything else',
            hint: 'Use a longer time, such as 15s.',
          },
        ],
  read: raw => ({
    everyMs: parseDuration(everyOf(raw)) ?? 1,
    comment: typeof raw === 'string' ? 'keep-alive' : raw.comment,
  }),
  describe: ({ everyMs }) => `a comment after every ${formatDuration(everyMs)} of silence`,
  apply: (stream, { everyMs, comment }) => ({
    ...stream,
    keepAlive: { everyMs, packet: { ...packetOf(`: ${comment}\n\n`), ends: [] } },
  }),
}

/** The packets with comments in their waits. Made one by one: a wait may have no end. */
export function* keptAlive(
  packets: Iterable<Packet>,
  { everyMs, packet: comment }: { readonly everyMs: number; readonly packet: Packet },
): Generator<Packet> {
  for (const packet of packets) {
    let leftMs = packet.waitMs
    for (; leftMs > everyMs; leftMs -= everyMs)
      yield leftMs === Infinity ? { ...comment, waitMs: everyMs, endless: true } : { ...comment, waitMs: everyMs }
    yield { ...packet, waitMs: leftMs }
  }
}
