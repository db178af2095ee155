import type { Socket } from 'node:net'
import t from 'tap'
import { type Serving, serve } from '../helpers/cli.ts'
import { freePort } from '../helpers/free-port.ts'
import { chatBody, collect, openSocket, rawRequest, type Teardown } from '../helpers/mock.ts'
import { inTime, until } from '../helpers/until.ts'

const chat = (url: string): Promise<Response> =>
  fetch(`${url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer gsk_test' },
    body: JSON.stringify(chatBody()),
  })

const SLOW = 'about: An answer takes an hour.\nrules: [{ name: hour, match: { method: POST }, delay: 1h }]\n'

/** Resolves once the rule of `SLOW` has spoken: then its hour has begun. */
const isWaiting = ({ url }: Serving) =>
  until(async () => {
    const { rules } = (await (await fetch(`${url}/__mock/sessions/default`)).json()) as { rules: { matched: number }[] }
    return rules[0]?.matched === 1
  })

/** A request whose body does not come: only the end of the grace ends it. */
const halfRequest = async (t: Teardown, { url }: Serving): Promise<void> => {
  const socket = await openSocket(t, { url })
  socket.write(
    rawRequest('POST', '/openai/v1/chat/completions', JSON.stringify(chatBody()), ['Expect: 100-continue']).slice(
      0,
      -1,
    ),
  )
  // the server says so when it has taken the request
  await collect(socket, /^HTTP\/1\.1 100 /)
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  t.test(`on ${signal} what is under way is answered, without its delay, and it ends with 0`, async t => {
    const server = await serve(t, ['--scenario', `${t.testdir({ 'slow.yaml': SLOW })}/slow.yaml`])
    const answer = chat(server.url)
    await isWaiting(server)
    server.child.kill(signal)
    const { status, headers } = await inTime(answer)
    const { code } = await inTime(server.ended)
    t.equal(status, 200)
    t.equal(headers.get('connection'), 'close')
    t.equal(code, 0)
    t.match(server.stdout(), `${signal}: finishing what is under way`)
    t.match(server.stdout(), 'POST /openai/v1/chat/completions → 200', 'the last exchange is in the log')
    t.equal(server.stderr(), '')
  })
}

const SLOW_STREAM = 'about: A slow stream.\nrules: [{ stream: { pace: 1m } }]\n'

/** A connection that is kept alive, in the middle of a stream. */
const streaming = async (t: Teardown, { url }: Serving): Promise<Socket> => {
  const socket = await openSocket(t, { url })
  socket.write(rawRequest('POST', '/openai/v1/chat/completions', JSON.stringify(chatBody({ stream: true }))))
  await collect(socket, /data: /)
  return socket
}

t.test('a server ends with its last answer, kept-alive connections or not, and not with the grace', async t => {
  const slow = `${t.testdir({ 'slow.yaml': SLOW_STREAM })}/slow.yaml`
  const [idle, held, streamed] = [await serve(t), await serve(t), await serve(t, ['--scenario', slow])]
  await (await fetch(`${idle.url}/openai/v1/models`)).text()
  await halfRequest(t, held)
  const stream = collect(await streaming(t, streamed))
  const ended: string[] = []
  const stop = async (name: string, { child, ended: end }: Serving) => {
    child.kill('SIGTERM')
    t.equal((await inTime(end)).code, 0)
    ended.push(name)
  }
  await Promise.all([stop('held', held), stop('idle', idle), stop('streamed', streamed)])
  t.equal(ended.at(-1), 'held', 'one that is held until the end of its grace ends last, though it was told first')
  t.match(await stream, { bytes: /\[DONE\]\n\n\r\n0\r\n\r\n$/, ended: 'FIN' })
})

t.test('a request that never becomes whole does not hold it for ever', async t => {
  const server = await serve(t)
  await halfRequest(t, server)
  server.child.kill('SIGTERM')
  t.equal((await inTime(server.ended)).code, 0)
})

t.test('whoever asks twice does not wait: it ends with 1, before all is finished', async t => {
  for (const [first, second] of [
    ['SIGTERM', 'SIGTERM'],
    ['SIGINT', 'SIGINT'],
    ['SIGTERM', 'SIGINT'],
  ] as const) {
    const server = await serve(t)
    await halfRequest(t, server)
    server.child.kill(first)
    await server.printed(/finishing what is under way/)
    server.child.kill(second)
    t.equal((await inTime(server.ended)).code, 1, `${first}, then ${second}`)
  }
})

t.test('a port that was let go can be taken at once', async t => {
  const port = String(await freePort())
  const first = await serve(t, ['--port', port])
  await (await fetch(`${first.url}/openai/v1/models`)).text()
  first.child.kill('SIGTERM')
  await first.ended
  const again = await serve(t, ['--port', port])
  t.equal(again.url, first.url)
})
