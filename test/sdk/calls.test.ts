import Groq from 'groq-sdk'
import OpenAI from 'openai'
import t from 'tap'
import type { Entry } from '#src/journal/entry'
import { startFrozen } from '../helpers/frozen.ts'
import { chatBody, startMock, type TestMock } from '../helpers/mock.ts'

const asked = { model: 'openai/gpt-oss-20b', messages: [{ role: 'user' as const, content: 'Hello' }] }

/** As its users make one; what differs is told. */
interface ClientOptions {
  readonly maxRetries?: number
  readonly timeout?: number
  readonly defaultHeaders?: Readonly<Record<string, string>>
  readonly apiKey?: string
  readonly fetch?: typeof fetch
}

type Ask = () => Promise<unknown>
type More = { readonly tools?: { type: 'function'; function: { name: string; parameters: Record<string, unknown> } }[] }

/** The two SDKs, each as one function that asks once, with all the retries of its own. */
const sdks: Readonly<Record<string, (mock: Pick<TestMock, 'url'>, options?: ClientOptions, more?: More) => Ask>> = {
  'groq-sdk': (mock, options, more) => {
    const client = new Groq({ baseURL: mock.url, apiKey: 'gsk_test', fetch, ...options })
    return () => client.chat.completions.create({ ...asked, ...more })
  },
  openai: (mock, options, more) => {
    const client = new OpenAI({ baseURL: `${mock.url}/openai/v1`, apiKey: 'gsk_test', fetch, ...options })
    return () => client.chat.completions.create({ ...asked, ...more })
  },
}

/** SDKs obey this header, so that tests do not wait half a second for each retry. */
const soon = { headers: { 'retry-after-ms': '5' } }

const failing = (first: number) => ({ rules: [{ match: { attempt: `1..${first}` }, error: 503, ...soon }] })
const down = { rules: [{ error: 503, ...soon }] }

const shown = (entries: readonly Entry[]) =>
  entries.map(({ call, ordinal, attempt, retryCount, status }) => [call, ordinal, attempt, retryCount, status])

const succeeds = (ask: Ask): Promise<boolean> =>
  ask().then(
    () => true,
    () => false,
  )

for (const [name, sdkOf] of Object.entries(sdks)) {
  t.test(`the retries of ${name} are attempts of one call, and what it asks next is another`, async t => {
    const mock = await startMock(t, failing(2))
    const ask = sdkOf(mock)
    await ask()
    await ask()
    t.same(shown(await mock.entries(6)), [
      ['call-1', 1, 1, 0, 503],
      ['call-1', 1, 2, 1, 503],
      ['call-1', 1, 3, 2, 200],
      ['call-2', 2, 1, 0, 503],
      ['call-2', 2, 2, 1, 503],
      ['call-2', 2, 3, 2, 200],
    ])
  })

  t.test(`two equal requests of ${name} at once are two calls, each with all its attempts`, async t => {
    const mock = await startFrozen(t, { api: { delay: '150ms' }, ...failing(2) })
    const ask = sdkOf(mock)
    const both = Promise.all([succeeds(ask), succeeds(ask)])
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await mock.waiting(2)
      await mock.clock.advance(150)
    }
    t.same(await both, [true, true])
    const entries = await mock.entries(6)
    for (const ordinal of [1, 2])
      t.same(shown(entries.filter(entry => entry.ordinal === ordinal)), [
        [`call-${ordinal}`, ordinal, 1, 0, 503],
        [`call-${ordinal}`, ordinal, 2, 1, 503],
        [`call-${ordinal}`, ordinal, 3, 2, 200],
      ])
  })

  t.test(`an application that asks again after ${name} gave up shows as a layer of one call: 0 1 2 0 1 2`, async t => {
    const mock = await startFrozen(t, down)
    const ask = sdkOf(mock)
    t.equal(await succeeds(ask), false)
    await mock.entries(3)
    await mock.clock.advance(2400)
    t.equal(await succeeds(ask), false)
    const entries = await mock.entries(6)
    t.same(
      entries.map(({ attempt, retryCount, certainty }) => [attempt, retryCount, certainty]),
      [
        [1, 0, 'inferred'],
        [2, 1, 'certain'],
        [3, 2, 'certain'],
        [4, 0, 'inferred'],
        [5, 1, 'certain'],
        [6, 2, 'certain'],
      ],
    )
    t.same(new Set(entries.map(({ call }) => call)).size, 1)
  })

  t.test(`with the retries of ${name} off, a loop that waits as LangChain does is one layer of one call`, async t => {
    const mock = await startFrozen(t, failing(3))
    const ask = sdkOf(mock, { maxRetries: 0 })
    for (let tries = 1; !(await succeeds(ask)); tries += 1) {
      await mock.entries(tries)
      await mock.clock.advance(1000)
    }
    t.same(shown(await mock.entries(4)), [
      ['call-1', 1, 1, 0, 503],
      ['call-1', 1, 2, 0, 503],
      ['call-1', 1, 3, 0, 503],
      ['call-1', 1, 4, 0, 200],
    ])
  })

  t.test(`with the retries of ${name} off, what asks again at once makes calls that each follow the last`, async t => {
    const mock = await startFrozen(t, down)
    const ask = sdkOf(mock, { maxRetries: 0 })
    for (let tries = 1; tries <= 3; tries += 1) {
      t.equal(await succeeds(ask), false)
      await mock.entries(tries)
    }
    t.same(
      (await mock.entries(3)).map(({ call, attempt, follows }) => [call, attempt, follows]),
      [
        ['call-1', 1, null],
        ['call-2', 1, 'call-1'],
        ['call-3', 1, 'call-2'],
      ],
    )
  })

  t.test(`${name} without retries, behind waits as LangChain's, gets through what promises recovery`, async t => {
    for (const scenario of [
      'over-capacity',
      'connection-reset',
      'rate-limited',
      'recovering',
      'brown-out',
      'rolling-502',
    ]) {
      const mock = await startFrozen(t, scenario)
      const ask = sdkOf(mock, { maxRetries: 0 })
      let tries = 1
      for (; tries <= 7 && !(await succeeds(ask)); tries += 1) {
        await mock.entries(tries)
        await mock.clock.advance(1000 * 2 ** (tries - 1))
      }
      t.ok(tries <= 7, `${scenario}: ${tries} tries`)
    }
  })

  t.test(`an agent that asks ${name} again at once after a garbled tool call gets through bad-tool-call`, async t => {
    const mock = await startMock(t, 'bad-tool-call')
    const parameters = { type: 'object', properties: {} }
    const tool = { type: 'function' as const, function: { name: 'f', parameters } }
    const again = () => sdkOf(mock, {}, { tools: [tool] })()
    t.same([await succeeds(again), await succeeds(again)], [false, true])
  })

  t.test(`${name} that runs out of time and retries goes on with its call`, async t => {
    const mock = await startMock(t, { rules: [{ match: { attempt: 1 }, delay: '1h' }] })
    let asked = 0
    // however busy the machine is, the first request is left when the server has it, the second not before its answer
    const unhurried: typeof fetch = async (url, { signal, ...init } = {}) => {
      asked += 1
      if (asked > 1) return mock.entries(1).then(() => fetch(url, init))
      const leave = new AbortController()
      signal?.addEventListener('abort', () => mock.decided().then(() => leave.abort()))
      return fetch(url, { ...init, signal: leave.signal })
    }
    t.ok(await succeeds(sdkOf(mock, { timeout: 50, maxRetries: 1, fetch: unhurried })))
    t.same(shown(await mock.entries(2)), [
      ['call-1', 1, 1, 0, 499],
      ['call-1', 1, 2, 1, 200],
    ])
  })

  for (const header of ['x-mock-call', 'idempotency-key']) {
    t.test(`${header} names the calls of ${name}, whatever its retries and keys`, async t => {
      const mock = await startMock(t, failing(1))
      const named = (apiKey: string) => sdkOf(mock, { apiKey, defaultHeaders: { [header]: 'order-7' } })
      await named('gsk_one')()
      await named('gsk_two')()
      t.same(shown(await mock.entries(3)), [
        ['order-7', 1, 1, 0, 503],
        ['order-7', 1, 2, 1, 200],
        ['order-7', 1, 3, 0, 200],
      ])
    })
  }

  t.test(`equal requests of ${name} with two keys are two calls`, async t => {
    const mock = await startMock(t, failing(1))
    await Promise.all(['gsk_one', 'gsk_two'].map(apiKey => sdkOf(mock, { apiKey })()))
    const entries = await mock.entries(4)
    for (const call of ['call-1', 'call-2'])
      t.same(
        entries.filter(entry => entry.call === call).map(({ attempt, status }) => [attempt, status]),
        [
          [1, 503],
          [2, 200],
        ],
      )
  })
}

t.test('a plain loop until it succeeds is one call, and its next request another', async t => {
  const mock = await startMock(t, failing(2))
  const loop = async () => {
    while ((await mock.chat()).status !== 200);
  }
  await loop()
  await loop()
  await mock.chat({ body: chatBody({ user: 'another' }) })
  t.same(shown(await mock.entries(7)), [
    ['call-1', 1, 1, null, 503],
    ['call-1', 1, 2, null, 503],
    ['call-1', 1, 3, null, 200],
    ['call-2', 2, 1, null, 503],
    ['call-2', 2, 2, null, 503],
    ['call-2', 2, 3, null, 200],
    ['call-3', 1, 1, null, 503],
  ])
})

t.test('without a success between them, plain requests are attempts of one call', async t => {
  const mock = await startMock(t, down)
  for (let i = 0; i < 4; i += 1) await mock.chat()
  t.same(
    (await mock.entries(4)).map(({ call, attempt }) => [call, attempt]),
    [1, 2, 3, 4].map(attempt => ['call-1', attempt]),
  )
})

t.test('requests that all succeed are calls of one attempt', async t => {
  const mock = await startMock(t)
  for (let i = 0; i < 3; i += 1) await mock.chat()
  t.same(
    (await mock.entries(3)).map(({ call, ordinal, attempt }) => [call, ordinal, attempt]),
    [1, 2, 3].map(n => [`call-${n}`, n, 1]),
  )
})

t.test('a client that retries while its first request is still open goes on with its call', async t => {
  const mock = await startFrozen(t, { rules: [{ match: { attempt: 1 }, delay: '600ms' }] })
  const first = mock.chat({}, { 'x-stainless-retry-count': '0' })
  await mock.waiting(1)
  t.equal((await mock.chat({}, { 'x-stainless-retry-count': '1' })).status, 200)
  await mock.entries(1)
  await mock.clock.advance(600)
  t.equal((await first).status, 200)
  t.same(
    (await mock.entries(2)).map(({ call, attempt, retryCount }) => [call, attempt, retryCount]),
    [
      ['call-1', 2, 1],
      ['call-1', 1, 0],
    ],
    'the journal has them as they ended',
  )
})

t.test('a plain request while an equal one is open is a call of its own', async t => {
  const mock = await startFrozen(t, { rules: [{ match: { attempt: 1 }, delay: '300ms' }] })
  const both = Promise.all([mock.chat(), mock.chat()])
  await mock.waiting(2)
  await mock.clock.advance(300)
  await both
  t.same((await mock.entries(2)).map(({ call }) => call).sort(), ['call-1', 'call-2'])
})

t.test('a plain client that leaves and asks again goes on with its call', async t => {
  const mock = await startMock(t, { rules: [{ match: { attempt: 1 }, delay: '1h' }] })
  const leave = new AbortController()
  const left = mock.chat({ signal: leave.signal }).catch(() => null)
  await mock.decided()
  leave.abort()
  t.equal(await left, null)
  await mock.entries(1)
  t.equal((await mock.chat()).status, 200)
  t.same(shown(await mock.entries(2)), [
    ['call-1', 1, 1, null, 499],
    ['call-1', 1, 2, null, 200],
  ])
})

t.test('a request that the API refuses by itself is a failed attempt as any other', async t => {
  const mock = await startMock(t)
  await mock.chat({ body: '{' })
  await mock.chat({ body: '{' })
  t.same(shown(await mock.entries(2)), [
    ['call-1', 1, 1, null, 400],
    ['call-1', 1, 2, null, 400],
  ])
})

t.test('a plain client goes on with the call of an SDK, once the SDK would have come by itself', async t => {
  for (const [waitedMs, expected] of [
    [500, ['call-1', 2, null]],
    [0, ['call-2', 1, 'call-1']],
  ] as const) {
    const mock = await startFrozen(t, down)
    await succeeds(sdks.openai?.(mock, { maxRetries: 0 }) as Ask)
    await mock.entries(1)
    await mock.clock.advance(waitedMs)
    await mock.chat(asked, { authorization: 'Bearer gsk_test' })
    const [, { call, attempt, follows } = {}] = await mock.entries(2)
    t.same([call, attempt, follows], expected, `${waitedMs} ms later`)
  }
})
