import { chunksInWords, parseChunks } from '../../units.ts'
import { packetOf } from '../../wire/packet.ts'
import { compiledErrorOf, errorFor, errorForm, messageSchema, type RawError } from '../error/error-form.ts'
import { errorFrame } from '../error/error-frame.ts'
import type { ErrorSpec } from '../error/error-spec.ts'
import { packetBehind } from './place.ts'
import { type After, afterSchema, type RawAfter, type StreamModifier } from './stream-modifier.ts'

/** What stands behind `error:` in `stream:`. */
export type RawErrorEvent = RawAfter &
  Omit<Exclude<RawError, number>, 'retryAfter' | 'headers'> & { readonly bare?: true }

export interface ErrorEventSpec extends After {
  readonly error: ErrorSpec
  /** Whether it comes without the line that names the event. */
  readonly bare: boolean
}

const own = Object.fromEntries(
  Object.entries(errorForm.schema.anyOf?.find(({ properties }) => properties)?.properties ?? {}).filter(
    ([name]) => name !== 'retryAfter' && name !== 'headers',
  ),
)

const errorOf = ({ after: _after, bare: _bare, ...raw }: RawErrorEvent): Exclude<RawError, number> => raw

/** Instead of the rest an `event: error`, as Groq sends it; then the stream ends, without `[DONE]`. */
export const errorEvent: StreamModifier<RawErrorEvent, ErrorEventSpec> = {
  schema: afterSchema(
    'An event with an error, in the words of its usual answer; then the stream ends.',
    [{ after: '5 chunks', status: 503 }],
    {
      ...own,
      // a page of HTML is no event
      variant: { ...own.variant, offers: 'json-variants' },
      message: messageSchema,
      bare: {
        const: true,
        expects: 'true',
        description: 'Without the line `event: error`: the data alone.',
        examples: [true],
      },
    },
    ['status'],
  ),
  diagnose: raw => {
    const found = errorForm.diagnose(errorOf(raw))
    if (found.some(({ severity }) => severity === 'error') || compiledErrorOf(errorForm.read(errorOf(raw))).fromGroq)
      return found
    return [
      ...found,
      {
        path: ['variant'],
        severity: 'error',
        message: `variant "${raw.variant}" is a page of HTML, and an event carries JSON`,
        hint: 'Use a variant that is JSON.',
      },
    ]
  },
  read: raw => ({ after: parseChunks(raw.after) ?? 1, error: errorForm.read(errorOf(raw)), bare: raw.bare === true }),
  describe: spec => `after ${chunksInWords(spec.after)} the error ${errorForm.nameOf(spec.error)}`,
  apply: (stream, { after, error: spec, bare }, { context }) => {
    const packet = packetBehind(stream, after)
    if (typeof packet === 'string') return packet
    const frame = packetOf(errorFrame(errorFor(spec, context.call), context, bare))
    return { packets: [...stream.packets.slice(0, after), frame], early: true }
  },
}
