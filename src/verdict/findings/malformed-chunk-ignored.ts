import { unnoticed } from '../unnoticed.ts'

/** A stream with an event that is no JSON, taken for the whole answer. */
export const malformedChunkIgnored = unnoticed({
  id: 'malformed-chunk-ignored',
  basis: 'https://console.groq.com/docs/text-chat, streaming: each event is a JSON object; docs/facts/groq-wire.md §7',
  change:
    'Do not swallow errors of JSON.parse (SyntaxError, JSONDecodeError) in the loop over a stream: text is missing where one comes.',
  broken: ({ flaws }) => (flaws.includes('malformed') ? 'had an event that was cut in half' : null),
})
