import { unnoticed } from '../unnoticed.ts'
import { many } from '../words.ts'

const ENDS = ['cut', 'short', 'noDone'] as const

/** A stream without its end, taken for the whole answer. */
export const truncatedStreamAccepted = unnoticed({
  id: 'truncated-stream-accepted',
  basis:
    'https://console.groq.com/docs/text-chat, streaming: a stream ends with data: [DONE]; docs/facts/groq-wire.md §7: SDKs end silently without it',
  change:
    'Check that a finish_reason came before the stream ended: the SDKs do not tell when it just stops. Without one, treat the text as incomplete.',
  broken: ({ flaws, chunks }) =>
    ENDS.some(end => flaws.includes(end)) ? `stopped after ${many(chunks, 'event')} without [DONE]` : null,
})
