import { once } from 'node:events'
import t from 'tap'
import { startFrozen } from '../helpers/frozen.ts'
import { chatBody, collect, openSocket, rawRequest, startMock } from '../helpers/mock.ts'
import { inTime } from '../helpers/until.ts'

const CHAT = '/openai/v1/chat/completions'
const ask = (n: number, more: object = {}): string =>
  rawRequest('POST', CHAT, JSON.stringify(chatBody({ max_completion_tokens: 12, ...more })), [`x-n: ${n}`])

/** What breaks the second request, how its connection ends, and how many answers come whole before it does. */
const breaks: readonly (readonly [fault: unknown, stream: boolean, ended: 'FIN' | 'RST', whole: number])[] = [
  ['reset', false, 'RST', 1],
  ['drop', false, 'FIN', 1],
  ['garbage', false, 'FIN', 1],
  [{ cut: { after: '40%' } }, false, 'RST', 1],
  [{ cut: { after: '40%' }, with: 'end' }, false, 'FIN', 1],
  [{ cut: { after: '3 chunks' } }, true, 'RST', 1],
  [{ cut: { after: '3 chunks' }, with: 'end' }, true, 'FIN', 1],
  [{ short: '100 bytes' }, false, 'FIN', 1],
  [{ short: '100 bytes' }, true, 'FIN', 1],
]

const wholeAnswers = (bytes: string): number => bytes.match(/"finish_reason":"(?:stop|length)"/g)?.length ?? 0

for (const [fault, stream, ended, whole] of breaks) {
  const what = `${JSON.stringify(fault)}, ${stream ? 'streamed' : 'whole'}`

  t.test(`on a connection that is kept alive the second request is hit, not the first: ${what}`, async t => {
    const mock = await startMock(t, { rules: [{ name: 'two', match: { header: { 'x-n': '2' } }, fault }] })
    const socket = await openSocket(t, mock)
    socket.write(ask(1))
    const [first] = await once(socket, 'data')
    t.match(String(first), /^HTTP\/1\.1 200 /)
    socket.write(ask(2, stream ? { stream: true } : {}))
    const seen = await collect(socket)
    t.equal(seen.ended, ended)
    const entries = await mock.entries(2)
    t.match(entries, [
      { status: 200, endedBy: 'server', requestOnConnection: 1 },
      { endedBy: 'fault', requestOnConnection: 2, rule: 'two', outcome: 'fault' },
    ])
    t.equal((await mock.chat()).status, 200, 'and the server goes on')
  })

  t.test(`of pipelined requests the second is hit, the first is answered whole: ${what}`, async t => {
    const mock = await startMock(t, {
      rules: [
        { match: { header: { 'x-n': '1' } }, delay: '50ms' },
        { name: 'two', match: { header: { 'x-n': '2' } }, fault },
      ],
    })
    const socket = await openSocket(t, mock)
    socket.write(ask(1) + ask(2, stream ? { stream: true } : {}) + ask(3))
    const { bytes, ended: seen } = await collect(socket)
    t.equal(seen, ended)
    // short sends all of its answer, and more is awaited
    t.equal(wholeAnswers(bytes), whole + (JSON.stringify(fault).includes('short') ? 1 : 0))
    const entries = await mock.entries(3)
    const byNumber = [...entries].sort((a, b) => a.requestOnConnection - b.requestOnConnection)
    t.match(byNumber, [
      { status: 200, endedBy: 'server' },
      { endedBy: 'fault', rule: 'two' },
      { bytes: 0, rule: null },
    ])
    t.equal(byNumber[0]?.bytes, Number(/content-length: (\d+)/i.exec(bytes)?.[1]))
    t.equal((await mock.chat()).status, 200, 'and the server goes on')
  })
}

t.test('what is sent before a reset arrives, each time', async t => {
  const mock = await startMock(t, { rules: [{ fault: { cut: { after: '3 chunks' } } }] })
  const seen = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const socket = await openSocket(t, mock)
      socket.write(ask(1, { stream: true }))
      return collect(socket)
    }),
  )
  t.same([...new Set(seen.map(({ ended }) => ended))], ['RST'])
  t.same([...new Set(seen.map(({ bytes }) => bytes.match(/data: \{/g)?.length))], [3])
})

/** What a client leaves in the middle of, what the journal has of it, and how long it lasted until then. */
const left: readonly (readonly [what: string, rule: object, stream: boolean, entry: object, afterMs?: number])[] = [
  ['a delay', { delay: '30s' }, false, { bytes: 0, chunks: 0, ttfbMs: null }],
  ['a hang', { fault: 'hang' }, false, { bytes: 0, chunks: 0, ttfbMs: null }],
  ['a first token', { stream: { firstToken: '30s' } }, true, { bytes: 0, chunks: 0 }],
  ['a stall', { stream: { stall: { after: '3 chunks' } } }, true, { chunks: 3 }],
  ['a pace', { stream: { pace: '10s' } }, true, { chunks: 2 }, 15_000],
  ['a trickle', { fault: { trickle: { bytesPerSecond: 1 } } }, false, { chunks: 0, bytes: 2 }, 2500],
]

for (const [what, rule, stream, entry, afterMs = 0] of left)
  for (const how of ['FIN', 'RST'] as const)
    t.test(
      `a client that leaves during ${what}, by ${how}, is a 499 at once with what was sent until then`,
      async t => {
        const mock = await startFrozen(t, { rules: [rule] })
        const socket = await openSocket(t, mock)
        socket.on('error', () => {}).resume()
        socket.write(ask(1, stream ? { stream: true } : {}))
        await mock.waiting(1)
        await mock.clock.advance(afterMs)
        if (how === 'FIN') socket.destroy()
        else socket.resetAndDestroy()
        // time stands still: what is written now has waited for nothing; the benchmark measures how soon it is
        t.match(await mock.lastEntry(), { status: 499, endedBy: 'client', durationMs: afterMs, ...entry })
        t.equal(mock.clock.waits, 0, 'no wait is left')
      },
    )

t.test('a server that stops ends hangs and stalls, and finishes what only waits', async t => {
  const mock = await startFrozen(t, {
    rules: [
      { match: { header: { 'x-n': '1' } }, fault: 'hang' },
      { match: { header: { 'x-n': '2' } }, stream: { stall: { after: '2 chunks' } } },
      { match: { header: { 'x-n': '3' } }, stream: { pace: '10s' } },
      { match: { header: { 'x-n': '4' } }, fault: { trickle: { bytesPerSecond: 1 } } },
    ],
  })
  const sockets = await Promise.all([1, 2, 3, 4].map(() => openSocket(t, mock)))
  const seen = sockets.map((socket, i) => {
    socket.write(ask(i + 1, i === 1 || i === 2 ? { stream: true } : {}))
    return collect(socket)
  })
  await mock.waiting(4)
  await t.resolves(inTime(mock.stop()), 'time stands still, so the end of the grace never comes')
  const [hang, stall, pace, trickle] = await Promise.all(seen)
  t.match(hang, { bytes: '', ended: 'FIN' })
  t.equal(stall?.ended, 'FIN')
  t.notMatch(stall?.bytes, /DONE/)
  t.match(pace?.bytes, /\[DONE\]/)
  t.match(trickle?.bytes, /"finish_reason":"(stop|length)".*\}\n$/s)
})

t.test('HTTP/1.0 knows no chunks: there a stream with changes ends with its connection', async t => {
  const mock = await startMock(t, { rules: [{ stream: { pace: '1ms' } }] })
  const socket = await openSocket(t, mock)
  socket.write(ask(1, { stream: true }).replace('HTTP/1.1', 'HTTP/1.0'))
  const { bytes, ended } = await collect(socket)
  t.equal(ended, 'FIN')
  t.match(bytes, /\r\n\r\ndata: \{.*data: \[DONE\]\n\n$/s)
  t.notMatch(bytes, /transfer-encoding/i)
})

t.test(
  'what breaks the connection hits requests that the API would refuse, what breaks an answer does not',
  async t => {
    const mock = await startMock(t, {
      rules: [
        { name: 'half', fault: { cut: { after: '40%' } } },
        { name: 'gone', match: { problem: 'invalid-json', header: { 'x-n': '1' } }, fault: 'drop' },
      ],
    })
    const socket = await openSocket(t, mock)
    socket.write(rawRequest('POST', CHAT, '{', ['x-n: 1']))
    t.match(await collect(socket), { bytes: '', ended: 'FIN' })
    t.match(await mock.lastEntry(), {
      rule: 'gone',
      because: 'rule gone: the connection is closed without an answer',
      nearMisses: [
        { rule: 'half', missed: 'fault: the request is refused (invalid-json) and the rule does not match problems' },
      ],
    })
    t.equal((await mock.chat({ body: '{' })).status, 400)
  },
)

t.test('an upload that is refused while it comes can be met by a break too', async t => {
  for (const fault of ['reset', 'drop', 'garbage']) {
    const mock = await startMock(t, {
      api: { bodyLimit: '1KiB' },
      rules: [{ match: { problem: 'body-too-large' }, fault }],
    })
    const socket = await openSocket(t, mock)
    socket.write(rawRequest('POST', CHAT, JSON.stringify(chatBody({ user: 'x'.repeat(200_000) }))))
    const { ended } = await collect(socket)
    t.equal(ended, fault === 'reset' ? 'RST' : 'FIN', fault)
    t.match(await mock.lastEntry(), { status: null, endedBy: 'fault' })
  }
})

t.test('a fault composes with a delay and counts as a failed attempt', async t => {
  const mock = await startMock(t, { rules: [{ match: { attempt: 1 }, fault: 'reset', delay: '80ms' }] })
  const began = performance.now()
  await t.rejects(mock.chat())
  t.ok(performance.now() - began >= 80)
  t.equal((await mock.chat()).status, 200)
  t.match(await mock.entries(2), [
    { call: 'call-1', attempt: 1, status: null, because: /^rule rule-1: the connection is reset without an answer$/ },
    { call: 'call-1', attempt: 2, status: 200 },
  ])
})
