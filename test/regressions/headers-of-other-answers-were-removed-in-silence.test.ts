/*
 * `headers: { NAME: null }` was silent where other answers have the header, but not that of this very outcome: the `retry-after`
 * of a 503, the tokens of audio, the `etag` of a chat, what a page or a literal reply never has, compression that is off.
 * Right since "Tell of headers that are removed from answers without them" (2026-11-27).
 */
import t from 'tap'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { startMock } from '../helpers/mock.ts'

const told = (rule: object, api?: object) =>
  readScenario({
    name: 'x',
    file: 'x',
    text: JSON.stringify({ about: 'A test.', api, rules: [rule] }),
    place: nowhere,
  }).diagnostics

const chat = { endpoint: 'chat.completions' }
const audio = { endpoint: 'audio.*' }
const page = { status: 502, variant: 'edge-html' }
const TOKENS = 'x-ratelimit-limit-tokens'
const AUDIO = 'x-ratelimit-limit-audio-seconds'

const absent: readonly (readonly [object, string])[] = [
  [{ error: 503 }, 'retry-after'],
  [{ error: 503 }, TOKENS],
  [{ error: 503 }, 'etag'],
  [{ error: 429, match: chat }, AUDIO],
  [{ error: 429, match: audio }, 'retry-after-ms'],
  [{ error: { status: 429, retryAfter: { ms: 5 } } }, 'Retry-After'],
  [{ error: page }, 'vary'],
  [{ error: page }, 'x-request-id'],
  [{ reply: { body: 'x' } }, 'cache-control'],
  [{ reply: { status: 204 } }, 'content-type'],
  [{ reply: { body: 'x' } }, TOKENS],
  [{ complete: {}, match: chat }, 'retry-after'],
  [{ complete: {}, match: chat }, 'etag'],
  [{ complete: {}, match: { endpoint: 'models' } }, TOKENS],
  [{ complete: {}, match: { endpoint: 'audio.transcriptions' } }, TOKENS],
  [{ complete: {} }, 'allow'],
  [{ fault: { cut: { after: '40%' } } }, 'retry-after'],
  [{ complete: {} }, 'content-encoding'],
  [{ delay: '1ms' }, 'content-encoding'],
]

const present: readonly (readonly [object, string, object?])[] = [
  [{ error: 429 }, 'retry-after'],
  [{ error: 429 }, TOKENS],
  [{ error: 429 }, AUDIO],
  [{ error: { status: 503, retryAfter: '2s' } }, 'retry-after'],
  [{ error: { status: 503, retryAfter: { date: '2s' } } }, 'retry-after'],
  [{ error: { status: 503, retryAfter: { ms: 2 } } }, 'retry-after-ms'],
  [{ error: { status: 503, headers: { ETag: 'a' } } }, 'etag'],
  [{ error: { status: 400, message: 'No.', code: 'tool_use_failed' } }, TOKENS],
  [{ error: page }, 'x-frame-options'],
  [{ error: page }, 'vary', { compression: true }],
  [{ error: 503 }, 'access-control-allow-origin'],
  [{ error: 503 }, 'x-mock-entry'],
  [{ reply: { body: {} } }, 'cache-control'],
  [{ reply: { status: 206 } }, 'content-range'],
  [{ reply: { body: 'x', headers: { 'Content-Type': 'a/b' } } }, 'content-type'],
  [{ complete: {} }, 'etag'],
  [{ complete: {} }, 'content-encoding', { compression: true }],
  [{ complete: {}, match: audio }, AUDIO],
  [{ complete: {}, match: audio }, TOKENS],
  [{ sequence: [{ error: 503 }, { error: 429 }] }, 'retry-after'],
  [{}, 'retry-after'],
]

t.test('a header that this answer does not have is told of', async t => {
  for (const [rule, name] of absent)
    t.match(
      told({ ...rule, headers: { [name]: null } }),
      [{ severity: 'warning', message: `there is no header ${name.toLowerCase()} to remove: ` }],
      `${JSON.stringify(rule)} ${name}`,
    )
})

t.test('one that it may have is not', async t => {
  for (const [rule, name, api] of present)
    t.same(told({ ...rule, headers: { [name]: null } }, api), [], `${JSON.stringify(rule)} ${name}`)
})

t.test('what is told of is not there', async t => {
  for (const [rule, name] of absent) {
    const asked = JSON.stringify(rule)
    if (asked.includes('"match"') && !asked.includes('chat.completions')) continue
    const mock = await startMock(t, { rules: [rule] })
    const answer = await mock.chat()
    t.notOk(answer.headers.has(name), `${asked} ${name}`)
    await answer.text().catch(() => {})
  }
})
