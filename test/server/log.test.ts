import t from 'tap'
import { hidden } from '#src/secret'
import { collecting } from '../helpers/collecting.ts'
import { chatBody, startMock } from '../helpers/mock.ts'

const KEY = 'gsk_verysecretverysecretverysecret'

t.test('each exchange is one line, a sentence with what came, what it got, and why', async t => {
  const { lines, log } = collecting()
  const mock = await startMock(t, 'rate-limited', {}, log)
  await mock.chat()
  await mock.lastEntry()
  t.equal(lines.length, 1)
  t.match(JSON.parse(lines[0] ?? ''), {
    session: 'default',
    status: 429,
    msg: /^POST \/openai\/v1\/chat\/completions → 429 in [\d.]+ ms: rule first two: 429 Too Many Requests \(tokens-per-minute\), retry after 1s \[default, call-1 attempt 1\]$/,
  })
})

t.test('no key stands in any log line or journal entry, wherever the client put it', async t => {
  const { lines, log } = collecting()
  const mock = await startMock(
    t,
    { rules: [{ name: 'r', match: { key: 'gsk_x*' }, error: 503 }], api: { keys: ['gsk_other'] } },
    { keepBodies: true },
    log,
  )
  await mock.chat({
    headers: { authorization: `Bearer ${KEY}`, 'x-api-key': KEY, cookie: `a=${KEY}`, 'x-note': `my key is ${KEY}` },
    body: chatBody({ user: KEY }),
  })
  await fetch(`${mock.url}/openai/v1/models?api_key=${KEY}`, { headers: { authorization: `Bearer ${KEY}` } })
  await fetch(`${mock.url}/openai/v1/models/${KEY}`, { headers: { authorization: `Bearer ${KEY}` } })
  const entries = await mock.entries(3)
  t.equal(JSON.stringify(entries).includes(KEY), false, 'entries')
  t.equal(lines.join('').includes(KEY), false, 'log')
  t.match(entries[0]?.kept?.headers, { authorization: `Bearer ${hidden(KEY)}`, 'x-note': `my key is ${hidden(KEY)}` })
  t.equal(
    JSON.stringify(await (await fetch(`${mock.url}/__mock/sessions/default/journal`)).json()).includes(KEY),
    false,
    'control API',
  )
})

t.test('nothing is kept of headers and bodies where it is not wanted', async t => {
  const mock = await startMock(t, 'steady-state', { keepBodies: false })
  await mock.chat()
  t.equal((await mock.lastEntry()).kept, null)
})
