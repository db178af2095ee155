import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { explanationText } from '#src/cli/explain'
import type { Entry } from '#src/journal/entry'
import { type Ran, run, type Served, serveHere } from '../helpers/cli.ts'
import { chatBody } from '../helpers/mock.ts'

const STACK = /^ +at /m

const wrongUse = (
  t: Pick<typeof import('tap').t, 'equal' | 'match' | 'notMatch'>,
  ran: Ran,
  ...says: readonly (string | RegExp)[]
): void => {
  t.equal(ran.code, 2)
  t.equal(ran.stdout, '')
  t.notMatch(ran.stderr, STACK)
  t.equal(ran.stderr.trimEnd().split('\n').length, 1, 'one line')
  for (const part of says) t.match(ran.stderr, part)
}

const chat = async ({ url, printed }: Served, session = 'default'): Promise<string> => {
  const answer = await fetch(`${url}/session/${session}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(chatBody()),
  })
  await answer.text()
  // the log has it when its entry is written
  await printed(/POST \/openai\/v1\/chat\/completions → /)
  return answer.headers.get('x-mock-entry') ?? ''
}

const SCENARIO = `about: A test.
rules:
  - { name: streams, match: { stream: true }, error: 500 }
  - { name: never, share: 0%, error: 500 }
  - { name: slow, delay: 1ms..2ms }
  - { name: outage, error: 503 }
`

t.test('explain prints what came, what it got, a line a rule and a line a draw, and finds the session', async t => {
  const file = `${t.testdir({ 'mine.yaml': SCENARIO })}/mine.yaml`
  const server = await serveHere(t, ['--scenario', file])
  const id = await chat(server, 'one')
  const { code, stdout, stderr } = await run(['explain', id, '--url', `${server.url}/`])
  t.equal(stderr, '')
  t.equal(code, 0)
  const lines = stdout.trimEnd().split('\n')
  t.match(lines, [
    new RegExp(`^${id} at 20.*Z: session one, call-1 attempt 1$`),
    /^POST \/openai\/v1\/chat\/completions \(openai\/gpt-oss-20b, on_demand\)$/,
    /^→ 503 in .* ms, ended by the server: rule outage: 503 Service Unavailable/,
    /^$/,
    /^Rules$/,
    /^ {2}– {2}streams {2}stream: true$/,
    /^ {2}– {2}never {4}share: 0%$/,
    /^ {2}✓ {2}slow {5}passed on, adds its modifiers$/,
    /^ {2}✓ {2}outage {3}decided$/,
    /^$/,
    /^Draws$/,
    /^ {2}never {2}share {2}0\.\d{6} {2}below 0$/,
    /^ {2}slow {3}delay {2}0\.\d{6} {2}from 1ms at 0 to 2ms at 1$/,
  ])
  t.equal(lines.length, 13)

  await t.test('by environment too, and with its session', async t => {
    const variables = { GROQ_MOCK_URL: server.url, GROQ_MOCK_SESSION: 'one' }
    t.equal((await run(['explain', id], variables)).stdout, stdout)
    wrongUse(
      t,
      await run(['explain', id, '--session', 'default'], variables),
      'belongs to session "one", not "default"',
    )
    wrongUse(t, await run(['explain', id, '--session', 'oen'], variables), 'no session "oen". Did you mean "one"?')
    wrongUse(t, await run(['explain', 'req_x'], { GROQ_MOCK_URL: server.url }), 'There is no entry "req_x"')
  })
})

t.test('a token is asked for, and taken from the flag or the environment', async t => {
  const server = await serveHere(t, ['--control-token', 'secret'])
  const id = await chat(server)
  const at = ['explain', id, '--url', server.url]
  wrongUse(t, await run(at), 'needs its token', '--control-token TOKEN or GROQ_MOCK_CONTROL_TOKEN')
  wrongUse(t, await run([...at, '--control-token', 'other']), 'needs its token')
  t.equal((await run([...at, '--control-token', 'secret'])).code, 0)
  t.equal((await run(at, { GROQ_MOCK_CONTROL_TOKEN: 'secret' })).code, 0)
})

t.test('where no groq-mock answers, one line says so', async t => {
  const other = createServer((_request, answer) => answer.end('hello')).listen(0, '127.0.0.1')
  t.teardown(() => {
    other.close()
  })
  await new Promise(resolve => other.once('listening', resolve))
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  wrongUse(t, await run(['explain', 'req_x', '--url', url]), `The server at ${url} is not groq-mock: it answered`)
  wrongUse(
    t,
    await run(['explain', 'req_x', '--url', 'http://127.0.0.1:9']),
    'No groq-mock answers at http://127.0.0.1:9 (',
    '--url',
  )
  wrongUse(t, await run(['explain', 'req_x', '--url', '127.0.0.1:4010']), 'expected one such as http://127.0.0.1:4010')
  const closed = await serveHere(t, ['--no-control'])
  wrongUse(
    t,
    await run(['explain', 'req_x', '--url', closed.url]),
    'The control API has no GET /__mock/journal/req_x/explain',
  )
})

t.test('a wrong command line is told', async t => {
  wrongUse(t, await run(['explain']), 'explain needs the id of an entry')
  wrongUse(t, await run(['explain', 'a', 'b']), 'one entry; seen "b" too')
  wrongUse(t, await run(['explain', 'a', '--sesion', 'x']), 'Did you mean "--session"?')
})

t.test('what asked no rule says so', async t => {
  const entry = {
    id: 'req_1',
    at: 'now',
    session: 's',
    call: 'c',
    attempt: 1,
    method: 'GET',
    path: '/x',
    model: null,
    tier: null,
    stream: null,
    status: null,
    durationMs: 1,
    endedBy: 'client',
  } as unknown as Entry
  t.equal(
    explanationText({ entry, because: 'the client left', rules: [], draws: [], limiter: null }),
    'req_1 at now: session s, c attempt 1\nGET /x\n→ no answer in 1 ms, ended by the client: the client left\n\nNo rule was asked.',
  )
  const overHttp2: Entry = { ...entry, httpVersion: '2' }
  t.match(
    explanationText({ entry: overHttp2, because: '', rules: [], draws: [], limiter: null }),
    '\nGET /x over HTTP/2\n',
  )
})

t.test('limits that were asked have a line each', async t => {
  const entry = { id: 'req_1', model: null, tier: null, stream: null, durationMs: 1 } as unknown as Entry
  const found = { holds: 30, used: 30, requested: 1 }
  const text = explanationText({
    entry,
    because: 'x',
    rules: [],
    draws: [],
    limiter: [
      { dimension: 'RPM', ...found, hasRoom: false },
      { dimension: 'TPM', holds: 8000, used: 7, requested: 100, hasRoom: true },
    ],
  })
  t.match(text, '\nLimits\n  –  RPM  30 of 30 used   1 requested\n  ✓  TPM  7 of 8000 used  100 requested')
})
