import t from 'tap'
import { toldBy } from '#src/wire/told'
import { toldInWords } from '#src/wire/told-in-words'

const sentAtMs = Date.parse('2026-11-26T12:00:00Z')
const told = (headers: readonly string[], removed: readonly string[] = [], text = '') =>
  toldBy({ headers: [...headers], removed, text, sentAtMs })

t.test('what retry-after tells is read in seconds, as a date, or as malformed', async t => {
  const rows: readonly (readonly [string, string, number | null])[] = [
    ['2', 'seconds', 2000],
    ['0', 'seconds', 0],
    ['1.5', 'seconds', 1500],
    ['Thu, 26 Nov 2026 12:00:05 GMT', 'date', 5000],
    ['Thursday, 26-Nov-26 12:00:05 GMT', 'date', 5000],
    ['Thu Nov 26 12:00:05 2026', 'date', 5000],
    ['Thu, 26 Nov 2026 11:00:00 GMT', 'date', 0],
    ['2026-11-26T12:00:05Z', 'malformed', null],
    ['Thu, 99 Nov 2026 12:00:05 GMT', 'malformed', null],
    ['-1', 'malformed', null],
    ['soon', 'malformed', null],
    ['1e3', 'malformed', null],
    ['', 'malformed', null],
  ]
  for (const [text, is, ms] of rows) t.same(told(['retry-after', text])?.retryAfter, { is, text, ms }, text)
})

t.test('retry-after-ms, x-should-retry and the text are told beside it', async t => {
  const text = 'Please try again in 1m26.4s. Need more tokens?'
  t.same(told(['retry-after', '87', 'retry-after-ms', '86400', 'x-should-retry', 'true'], [], text), {
    retryAfter: { is: 'seconds', text: '87', ms: 87_000 },
    retryAfterMs: { is: 'milliseconds', text: '86400', ms: 86_400 },
    shouldRetry: { is: 'true', text: 'true' },
    tryAgainInMs: 86_400,
  })
  t.same(told(['retry-after-ms', '-5', 'x-should-retry', 'maybe']), {
    retryAfter: null,
    retryAfterMs: { is: 'malformed', text: '-5', ms: null },
    shouldRetry: { is: 'malformed', text: 'maybe' },
    tryAgainInMs: null,
  })
})

t.test('the wait in a text is read in every form that Groq writes', async t => {
  const rows = [
    ['665ms', 665],
    ['4.77s.', 4770],
    ['34.1475s', 34_147.5],
    ['700µs', 0.7],
    ['2h13m0s', 7_980_000],
    ['a while', null],
  ] as const
  for (const [text, ms] of rows) t.equal(told([], [], `Please try again in ${text}`)?.tryAgainInMs ?? null, ms, text)
})

t.test('a header that was taken out is told as removed, and nothing told is null', async t => {
  t.same(told([], ['retry-after', 'x-should-retry']), {
    retryAfter: { is: 'removed', text: null, ms: null },
    retryAfterMs: null,
    shouldRetry: { is: 'removed', text: null },
    tryAgainInMs: null,
  })
  t.equal(told(['content-type', 'text/plain']), null)
})

t.test('the sentence says what the headers said', async t => {
  const rows: readonly (readonly [readonly string[], readonly string[], string])[] = [
    [['retry-after', '2'], [], ', retry after 2s'],
    [['retry-after', '1', 'retry-after-ms', '250'], [], ', retry after 250ms (retry-after-ms), retry after 1s'],
    [['retry-after', 'Thu, 26 Nov 2026 12:00:05 GMT'], [], ', retry after Thu, 26 Nov 2026 12:00:05 GMT'],
    [['retry-after', 'soon'], [], ', retry-after "soon", which is malformed'],
    [['x-should-retry', 'false'], [], ', x-should-retry: false'],
    [[], ['retry-after'], ', without retry-after'],
    [[], [], ''],
  ]
  for (const [headers, removed, says] of rows) t.equal(toldInWords(told(headers, removed)), says)
})
