import { parseSize } from '../../units.ts'
import { bytesIn } from '../../wire/packet.ts'
import type { BodyFault } from './fault-kind.ts'

/** What stands behind `short:`. */
export interface RawShort {
  readonly short: string
}

export interface ShortSpec {
  readonly bytes: number
}

/** The head promises more than is sent: the whole answer comes, then FIN, while the client expects more. */
export const short: BodyFault<RawShort, ShortSpec> = {
  schema: {
    type: 'string',
    format: 'size',
    description: 'How many bytes more the `Content-Length` promises than are sent before the connection closes.',
    examples: ['100 bytes'],
  },
  diagnose: raw =>
    parseSize(raw.short) === 0
      ? [
          {
            path: ['short'],
            severity: 'error',
            message: 'a body that is 0 bytes short is whole',
            hint: 'Use 1 byte or more.',
          },
        ]
      : [],
  read: raw => ({ bytes: parseSize(raw.short) ?? 0 }),
  describe: ({ bytes }) => `the content-length promises ${bytes} bytes more than are sent`,
  apply: (answer, { bytes }) => ({ ...answer, bodyBytes: bytesIn(answer.packets) + bytes, ending: 'close' }),
}
