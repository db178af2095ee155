import t from 'tap'
import type { Entry } from '#src/journal/entry'
import { HttpWire } from '#src/wire/http-wire'
import { ask } from '../helpers/ask.ts'
import { bounded } from '../helpers/bounded.ts'
import { isLikely } from '../helpers/deciding.ts'
import { chatBody, collect, openSocket, rawRequest, startMock, type TestMock } from '../helpers/mock.ts'

const CLIENTS = 8
const REQUESTS = bounded(400)
/** Where what was asked before matters. */
const UNNAMED = bounded(600)

const marked = (mark: string) => ({ headers: { 'x-mark': mark } })

const rules = [
  { name: 'wait', delay: '0ms..4ms' },
  { name: 'slow', oneOf: [{ share: '10%', pass: true, delay: '20ms', headers: { 'x-slow': 'yes' } }] },
  {
    name: 'kinds',
    oneOf: [
      { share: '20%', error: 503, ...marked('a') },
      { share: '10%', error: 429, ...marked('b') },
      { share: '5%', complete: { text: 'said' }, ...marked('c') },
    ],
  },
  { name: 'share', share: '30%', error: 500, ...marked('d') },
]

interface Answered {
  readonly request: number
  readonly entry: Entry
  /** All of the answer that luck decides. */
  readonly answer: string
  readonly mark: string
  readonly slow: boolean
}

/** Another order for each client and session; which one does not matter. */
const shuffled = (many: number, salt: number): readonly number[] =>
  Array.from({ length: many }, (_, i) => ({ i, at: Math.sin(i * 12.9898 + salt * 78.233) * 43_758.5453 }))
    .map(({ i, at }) => ({ i, at: at - Math.floor(at) }))
    .sort((a, b) => a.at - b.at)
    .map(({ i }) => i)

interface Said {
  readonly choices?: readonly { readonly message: { readonly content: string } }[]
  readonly error?: { readonly message: string }
}

const contentOf = (body: Said): string => {
  // what a rate limit tells differs with nothing but the request either
  return body.choices?.[0]?.message.content ?? body.error?.message ?? ''
}

interface Load {
  readonly session: string
  readonly salt: number
  readonly requests: number
  /** Whether each client names its calls, so that none is taken for another attempt of a call that failed. */
  readonly named: boolean
  /** What bodies begin with. */
  readonly prefix?: string
}

/** Eight clients at once that each send all the requests, each in an order of its own. */
const load = async (
  mock: TestMock,
  { session, salt, requests, named, prefix = 'u' }: Load,
): Promise<readonly Answered[]> => {
  const seen: (Omit<Answered, 'entry'> & { readonly id: string })[] = []
  const client = async (number: number) => {
    for (const request of shuffled(requests, salt + number)) {
      const response = await ask('POST', `${mock.url}/session/${session}/openai/v1/chat/completions`, {
        headers: {
          'content-type': 'application/json',
          authorization: 'Bearer gsk_test',
          ...(named ? { 'x-mock-call': `${session}-${number}-${request}` } : {}),
        },
        body: JSON.stringify(chatBody({ user: `${prefix}${request}` })),
      })
      const mark = response.headers.get('x-mark') ?? ''
      const slow = response.headers.has('x-slow')
      const rule = response.headers.get('x-mock-rule')
      const id = response.headers.get('x-mock-entry') ?? ''
      seen.push({
        request,
        id,
        mark,
        slow,
        answer: [response.status, rule, mark, slow, contentOf(response.body)].join(' '),
      })
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)))
  const entries = new Map((await mock.entries(seen.length, session)).map(entry => [entry.id, entry]))
  return seen.map(one => {
    const entry = entries.get(one.id)
    if (!entry) throw new Error(`no entry ${one.id}`)
    return { ...one, entry }
  })
}

const keyOf = ({ request, entry: { ordinal, attempt } }: Answered): string => `${request} ${ordinal} ${attempt}`
const table = (answered: readonly Answered[]): readonly string[] =>
  answered.map(one => `${keyOf(one)}: ${one.answer}`).sort()

t.test('the same requests get the same answers, whatever their order and however many ask at once', async t => {
  const mock = await startMock(t, { rules })
  const one = await load(mock, { session: 'one', salt: 1, requests: REQUESTS, named: true })
  const two = await load(mock, { session: 'two', salt: 1000, requests: REQUESTS, named: true })

  t.equal(new Set(one.map(keyOf)).size, CLIENTS * REQUESTS, 'each request has the ordinals 1 to 8, each once')
  t.notSame(
    one.map(({ request }) => request),
    two.map(({ request }) => request),
    'they came in another order',
  )
  t.same(table(one), table(two))

  const equal = one.filter(({ request }) => request === 0).map(({ answer }) => answer)
  const kinds = new Set(one.map(({ mark }) => mark))
  t.equal(equal.length, CLIENTS)
  t.equal(kinds.size, 5, 'every kind of answer was given')
  t.ok(
    Array.from(
      { length: REQUESTS },
      (_, i) => new Set(one.filter(({ request }) => request === i).map(({ mark }) => mark)),
    ).filter(marks => marks.size > 1).length >
      REQUESTS / 2,
    'equal requests have luck of their own',
  )

  const often = (mark: string) => one.filter(answered => answered.mark === mark).length
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(often) as [number, number, number, number]
  const slow = one.filter(answered => answered.slow)
  const all = one.length
  const rates = [
    ['503', a, all, 0.2],
    ['429', b, all, 0.1],
    ['text', c, all, 0.05],
    ['500 of the rest', d, all - a - b - c, 0.3],
    ['slow', slow.length, all, 0.1],
  ] as const
  for (const [what, seen, tries, share] of rates)
    t.ok(
      isLikely(seen, tries, share),
      `${what}: ${((seen / tries) * 100).toFixed(2)} % of ${tries}, asked for ${share * 100} %`,
    )
  t.ok(
    slow.every(({ entry }) => (entry.ttfbMs ?? 0) >= 19),
    'who was to wait did',
  )
})

t.test('without names a request after a failure is an attempt, and luck hangs on call and attempt still', async t => {
  const mock = await startMock(t, { rules: rules.slice(2) })
  const loads = [
    await load(mock, { session: 'one', salt: 1, requests: UNNAMED, named: false }),
    await load(mock, { session: 'two', salt: 1000, requests: UNNAMED, named: false }),
  ]
  const known = new Map<string, string>()
  const apart: string[] = []
  for (const answered of loads.flat()) {
    const key = keyOf(answered)
    if ((known.get(key) ?? answered.answer) !== answered.answer) apart.push(key)
    known.set(key, answered.answer)
  }
  t.same(apart, [], 'the same attempt got the same answer in both sessions')
  t.ok(known.size < 1.9 * CLIENTS * UNNAMED, `${known.size} attempts, so most came in both`)
  for (const answered of loads) {
    t.equal(new Set(answered.map(keyOf)).size, answered.length, 'no attempt was counted twice')
    const calls = new Map<string, Answered[]>()
    for (const one of answered) calls.set(one.entry.call, [...(calls.get(one.entry.call) ?? []), one])
    t.ok(
      [...calls.values()].some(({ length }) => length > 1),
      'some failures were asked for again',
    )
    for (const attempts of calls.values()) {
      const inOrder = attempts.toSorted((x, y) => x.entry.attempt - y.entry.attempt)
      t.same(
        inOrder.map(({ entry }) => entry.attempt),
        inOrder.map((_, i) => i + 1),
      )
      t.ok(inOrder.slice(0, -1).every(({ entry }) => (entry.status ?? 0) >= 400))
    }
  }
})

t.test('drawn by order, the same answers are given as often, whatever the bodies say and whoever is first', async t => {
  const mock = await startMock(t, { drawBy: 'order', rules: rules.slice(2) })
  const counts = async (session: string, salt: number, prefix: string) => {
    const answered = await load(mock, { session, salt, requests: UNNAMED, named: false, prefix })
    return ['', 'a', 'b', 'c', 'd'].map(mark => answered.filter(one => one.mark === mark).length)
  }
  const first = await counts('one', 1, 'u')
  t.ok(first.every(count => count > 0))
  t.same(await counts('two', 1000, 'another '), first)
})

t.test('drawn by order, one client meets the same row of answers with other bodies', async t => {
  const mock = await startMock(t, { drawBy: 'order', rules: rules.slice(2) })
  const row = async (session: string) => {
    const seen: string[] = []
    for (let i = 0; i < 60; i += 1)
      seen.push(
        (await mock.chat({ base: `/session/${session}`, body: chatBody({ user: `${session}${i}` }) })).headers.get(
          'x-mark',
        ) ?? '',
      )
    return seen
  }
  t.same(await row('one'), await row('two'))
})

t.test('a control call finds what came before it decided, though nobody has waited for the answer', async t => {
  const mock = await startMock(t, { rules: [{ match: { attempt: 1 }, error: 503 }] })
  const body = JSON.stringify(chatBody())
  for (let turn = 0; turn < 10; turn += 1) {
    const session = `s${turn}`
    const base = `/session/${session}`
    t.equal((await mock.chat({ base, body, headers: { 'x-mock-call': 'a' } })).status, 503)
    const [asks, controls] = [await openSocket(t, mock), await openSocket(t, mock)]
    const answered = [collect(asks, /\n$/), collect(controls, /\r\n\r\n/)] as const
    // both are there when the server looks
    asks.write(rawRequest('POST', `${base}/openai/v1/chat/completions`, body, ['x-mock-call: a']))
    controls.write(rawRequest('POST', `/__mock/sessions/${session}/reset`))
    t.match((await answered[0]).bytes, /^HTTP\/1\.1 200 /, 'the second attempt')
    t.match((await answered[1]).bytes, /^HTTP\/1\.1 20/)
    t.equal(
      (await mock.chat({ base, body, headers: { 'x-mock-call': 'a' } })).status,
      503,
      'and behind the reset the first again',
    )
  }
})

t.test('a bug in one of many that are served together is its own', async t => {
  const mock = await startMock(t)
  const { send } = HttpWire.prototype
  let sent = 0
  t.teardown(() => {
    HttpWire.prototype.send = send
  })
  HttpWire.prototype.send = function (this: HttpWire, ...args: Parameters<typeof send>) {
    sent += 1
    if (sent === 5) throw new TypeError('boom')
    return Reflect.apply(send, this, args)
  }
  const answers = await Promise.all(Array.from({ length: 20 }, () => mock.chat()))
  t.same(answers.map(({ status }) => status).sort(), [...Array(19).fill(200), 500])
  t.equal((await mock.entries(20)).filter(({ status }) => status === 500).length, 1)
})
