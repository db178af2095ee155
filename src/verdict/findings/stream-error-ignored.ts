import { unnoticed } from '../unnoticed.ts'
import { many } from '../words.ts'

/** A stream that ended in an error event, taken for the whole answer. */
export const streamErrorIgnored = unnoticed({
  id: 'stream-error-ignored',
  basis:
    'https://console.groq.com/docs/text-chat, streaming; docs/facts/groq-wire.md §3.4: an error comes as an event of a stream that began with 200',
  change:
    'Look at every event for an error: the SDKs throw APIError while the stream is read, so let the loop over it raise, and treat the text so far as incomplete.',
  broken: ({ flaws, chunks }) =>
    flaws.includes('error') ? `ended in an error event after ${many(chunks, 'event')}` : null,
})
