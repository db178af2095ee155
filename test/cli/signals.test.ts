import t from 'tap'
import { type Serving, serve } from '../helpers/cli.ts'
import { chatBody, openSocket, rawRequest, type Teardown } from '../helpers/mock.ts'

const GRACE_MS = 4000

const chat = (url: string): Promise<Response> =>
  fetch(`${url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer gsk_test' },
    body: JSON.stringify(chatBody()),
  })

const arrived = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 300))

/** A request whose body does not come: only the end of the grace ends it. */
const halfRequest = async (t: Teardown, { url }: Serving): Promise<void> => {
  const socket = await openSocket(t, { url })
  socket.on('error', () => {})
  socket.write(rawRequest('POST', '/openai/v1/chat/completions', JSON.stringify(chatBody())).slice(0, -1))
  await arrived()
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  t.test(`on ${signal} what is under way is answered, and it ends with 0 within ${GRACE_MS} ms`, async t => {
    const server = await serve(t, ['--scenario', 'cancelled'])
    const answer = chat(server.url)
    await arrived()
    const from = performance.now()
    server.child.kill(signal)
    const { status, headers } = await answer
    const { code } = await server.ended
    t.equal(status, 200)
    t.equal(headers.get('connection'), 'close')
    t.equal(code, 0)
    t.ok(performance.now() - from < GRACE_MS)
    t.match(server.stdout(), `${signal}: finishing what is under way`)
    t.match(server.stdout(), 'POST /openai/v1/chat/completions → 200', 'the last exchange is in the log')
    t.equal(server.stderr(), '')
  })
}

t.test('an idle server ends at once, kept-alive connections or not', async t => {
  const server = await serve(t)
  await (await fetch(`${server.url}/openai/v1/models`)).text()
  const from = performance.now()
  server.child.kill('SIGTERM')
  t.equal((await server.ended).code, 0)
  t.ok(performance.now() - from < 1500)
})

t.test('a request that never becomes whole does not hold it longer than its grace', async t => {
  const server = await serve(t)
  await halfRequest(t, server)
  const from = performance.now()
  server.child.kill('SIGTERM')
  t.equal((await server.ended).code, 0)
  t.ok(performance.now() - from < GRACE_MS)
})

t.test('whoever asks twice does not wait', async t => {
  for (const [first, second] of [
    ['SIGTERM', 'SIGTERM'],
    ['SIGINT', 'SIGINT'],
    ['SIGTERM', 'SIGINT'],
  ] as const) {
    const server = await serve(t)
    await halfRequest(t, server)
    const from = performance.now()
    server.child.kill(first)
    await server.printed(/finishing what is under way/)
    server.child.kill(second)
    t.equal((await server.ended).code, 1, `${first}, then ${second}`)
    t.ok(performance.now() - from < 1500)
  }
})

t.test('a port that was let go can be taken at once', async t => {
  const first = await serve(t)
  await (await fetch(`${first.url}/openai/v1/models`)).text()
  first.child.kill('SIGTERM')
  await first.ended
  const again = await serve(t, ['--port', new URL(first.url).port])
  t.equal(again.url, first.url)
})
