import t, { type Test } from 'tap'
import type { Decision } from '#src/engine/decide'
import { documentedStatuses } from '#src/groq/errors'
import { Library } from '#src/scenario/library'
import { ask } from './helpers/ask.ts'
import { askAt, freshState, isLikely, short } from './helpers/deciding.ts'
import { startFrozen } from './helpers/frozen.ts'
import { type ChatInit, chatBody, startMock, type TestMock } from './helpers/mock.ts'

const statuses = async (mock: TestMock, many: number, init: ChatInit = {}): Promise<number[]> => {
  const seen: number[] = []
  for (let i = 0; i < many; i += 1) seen.push((await mock.chat(init)).status)
  return seen
}

const errorOf = async (answer: Response) => ((await answer.json()) as { error: Record<string, string> }).error

/** What each shipped scenario gives, as its description promises. */
const promises: Readonly<Record<string, (t: Test, mock: TestMock) => Promise<void>>> = {
  'steady-state': async (t, mock) => {
    t.same(await statuses(mock, 5), [200, 200, 200, 200, 200])
  },
  'rate-limited': async (t, mock) => {
    const first = await mock.chat()
    t.equal(first.headers.get('retry-after'), '1')
    t.match(await errorOf(first), { type: 'tokens', code: 'rate_limit_exceeded', message: /Please try again in 1s\./ })
    t.equal((await fetch(`${mock.url}/openai/v1/nothing`)).status, 404, 'what there is not is not counted')
    const second = await fetch(`${mock.url}/openai/v1/models`)
    t.equal(second.status, 429, 'the list of models is a request like any other')
    t.match(await errorOf(second), { code: 'rate_limit_exceeded', message: /Please try again in 1s\./ })
    t.same(await statuses(mock, 2), [200, 200])
  },
  outage: async (t, mock) => {
    t.same(await statuses(mock, 3), [503, 503, 503])
    t.equal((await fetch(`${mock.url}/openai/v1/models`)).status, 503)
  },
  'flex-capacity': async (t, mock) => {
    const flex = await mock.chat({ body: chatBody({ service_tier: 'flex' }) })
    t.same([flex.status, flex.statusText, flex.headers.get('retry-after')], [498, 'Flex Tier Capacity Exceeded', null])
    t.equal((await errorOf(flex)).code, 'capacity_exceeded')
    t.same(await statuses(mock, 2), [200, 200])
  },
  'tpm-squeeze': async (t, mock) => {
    t.equal((await mock.chat()).status, 200)
    await mock.lastEntry()
    const refused = await mock.chat()
    t.equal(refused.status, 429)
    t.match(await errorOf(refused), {
      type: 'tokens',
      message: /tokens per minute \(TPM\): Limit 90, Used \d+, Requested 6\./,
    })
    const seconds = Number(refused.headers.get('retry-after'))
    t.ok(seconds >= 1 && seconds < 60, `${seconds} s`)
    await fetch(`${mock.url}/__mock/sessions/default/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: `${seconds}s` }),
    })
    t.equal((await mock.chat()).status, 200)
    t.equal(
      (await mock.chat({ body: chatBody({ messages: [{ role: 'user', content: 'x'.repeat(200) }] }) })).status,
      413,
    )
  },
  'daily-limit': async (t, mock) => {
    t.equal((await mock.chat()).status, 200)
    const refused = await mock.chat()
    t.equal(refused.status, 429)
    t.match(await errorOf(refused), {
      type: 'requests',
      message: /requests per day \(RPD\): Limit 1, Used 1, Requested 1\./,
    })
    const seconds = Number(refused.headers.get('retry-after'))
    t.ok(seconds > 86_000 && seconds <= 86_400, `${seconds} s`)
    t.equal((await mock.chat({ body: chatBody({ model: 'openai/gpt-oss-120b' }) })).status, 200, 'another model')
  },
  'long-retry-after': async (t, mock) => {
    for (let i = 0; i < 2; i += 1) {
      const refused = await mock.chat()
      t.same([refused.status, refused.headers.get('retry-after')], [429, '90'])
      t.match((await errorOf(refused)).message, /tokens per day \(TPD\).*Please try again in 1m30s\./)
    }
    t.equal((await fetch(`${mock.url}/openai/v1/models`)).status, 429)
  },
  'payload-too-large': async (t, mock) => {
    t.equal((await mock.chat({ body: chatBody({ user: 'x'.repeat(9000) }) })).status, 413)
    t.equal((await mock.chat()).status, 200)
  },
  'expired-key': async (t, mock) => {
    t.same(await statuses(mock, 2), [401, 401])
    t.equal((await fetch(`${mock.url}/openai/v1/models`)).status, 401)
    t.equal((await fetch(`${mock.url}/openai/v1/nothing`)).status, 404)
  },
  'retired-model': async (t, mock) => {
    const answer = await mock.chat()
    t.equal(answer.status, 400)
    t.match(await errorOf(answer), {
      code: 'model_decommissioned',
      message: /`openai\/gpt-oss-20b` has been decommissioned/,
    })
  },
  cancelled: async (t, mock) => {
    const leave = new AbortController()
    const asked = mock.chat({ signal: leave.signal }).catch(() => null)
    await mock.decided()
    leave.abort()
    t.equal(await asked, null, 'nothing had come')
    t.match(await mock.lastEntry(), { status: 499, endedBy: 'client' })
  },
  'rolling-502': async (t, mock) => {
    t.same(await statuses(mock, 7), [200, 200, 502, 200, 200, 502, 200])
    await statuses(mock, 1)
    const page = await mock.chat()
    t.equal(page.headers.get('content-type'), 'text/html; charset=UTF-8')
    t.match(await page.text(), /<title>.*502.*Bad gateway/i)
  },
  'over-capacity': async (t, mock) => {
    t.same(await statuses(mock, 3), [503, 503, 200])
    const again = await mock.chat()
    t.match(await errorOf(again), {
      type: 'internal_server_error',
      message: /^openai\/gpt-oss-20b is currently over capacity/,
    })
  },
  'bad-tool-call': async (t, mock) => {
    const tools = [{ type: 'function', function: { name: 'get_weather' } }]
    const body = chatBody({ tools })
    const first = await mock.chat({ body })
    t.equal(first.status, 400)
    t.match(await errorOf(first), { code: 'tool_use_failed', failed_generation: /get_weather/ })
    t.same(await statuses(mock, 1, { body }), [200], 'the second attempt of the call')
    t.match(
      await (await mock.chat({ body: chatBody({ tools, stream: true }) })).text(),
      /event: error\ndata: .*tool_use/,
    )
    t.same(await statuses(mock, 2), [200, 200], 'no tools are offered')
  },
  'broken-json-mode': async (t, mock) => {
    for (const type of ['json_object', 'json_schema']) {
      const schema = type === 'json_schema' ? { json_schema: { name: 'any', schema: { type: 'object' } } } : {}
      const response_format = { type, ...schema }
      const body = chatBody({ response_format, messages: [{ role: 'user', content: 'As JSON, please.' }] })
      const first = await mock.chat({ body })
      t.equal(first.status, 400, type)
      t.match(await errorOf(first), { code: 'json_validate_failed', failed_generation: '' })
      t.same(await statuses(mock, 1, { body }), [200], 'the second attempt of the call')
    }
    t.same(await statuses(mock, 2, { body: chatBody({ response_format: { type: 'text' } }) }), [200, 200])
  },
  flaky: async (t, mock) => {
    const seen = await Promise.all(
      Array.from({ length: 600 }, (_, i) =>
        mock.chat({ body: chatBody({ user: `u${i}` }) }).then(
          ({ status }) => status,
          () => 0,
        ),
      ),
    )
    const often = (status: number) => seen.filter(other => other === status).length
    t.ok(isLikely(often(503), 600, 0.1), `503: ${often(503)}`)
    t.ok(isLikely(often(429), 600, 0.05), `429: ${often(429)}`)
    t.ok(isLikely(often(0), 600, 0.02), `reset: ${often(0)}`)
    t.equal(often(200) + often(503) + often(429) + often(0), 600)
  },
  'slow-first-token': async (t, mock) => {
    const frozen = await startFrozen(t, 'slow-first-token')
    const { body } = await fetch(`${frozen.url}/openai/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(chatBody({ stream: true })),
    })
    t.equal(frozen.clock.monotonic(), 0, 'the head comes at once')
    const first = body?.getReader().read()
    await frozen.waiting(1)
    await frozen.clock.advance(4999)
    t.equal(frozen.clock.waits, 1, 'the first chunk does not')
    await frozen.clock.advance(1)
    t.match(new TextDecoder().decode((await first)?.value), /^data: \{/)
    t.equal((await mock.chat()).status, 200)
  },
  'stream-cut': async (t, mock) => {
    const text = await (await mock.chat({ body: chatBody({ stream: true }) })).text()
    t.equal(text.match(/^data: \{/gm)?.length, 5)
    t.notMatch(text, /DONE/)
    t.match(await mock.lastEntry(), { status: 200, endedBy: 'fault', chunks: 5 })
  },
  'stream-error': async (t, mock) => {
    const text = await (await mock.chat({ body: chatBody({ stream: true }) })).text()
    t.equal(text.match(/^data: \{"id"/gm)?.length, 5)
    t.match(text, /\n\nevent: error\ndata: \{"error":\{"message":"Service Unavailable",.*"status_code":503\}\}\n\n$/)
  },
  'stream-stall': async (t, mock) => {
    const leave = new AbortController()
    const { body } = await mock.chat({ body: chatBody({ stream: true }), signal: leave.signal })
    const reader = body?.getReader()
    let text = ''
    const chunks = () => text.match(/^data: \{.*\n\n/gm)?.length ?? 0
    for (let read = await reader?.read(); read && !read.done; read = chunks() < 5 ? await reader?.read() : undefined)
      text += new TextDecoder().decode(read.value)
    t.equal(chunks(), 5)
    leave.abort()
    t.match(await mock.lastEntry(), { status: 499, endedBy: 'client', chunks: 5 })
  },
  'connection-reset': async (t, mock) => {
    await t.rejects(mock.chat(), { cause: { code: 'ECONNRESET' } })
    t.equal((await mock.chat()).status, 200, 'the second attempt is served')
    await t.rejects(fetch(`${mock.url}/openai/v1/models`), { cause: { code: 'ECONNRESET' } })
    t.equal((await fetch(`${mock.url}/openai/v1/models`)).status, 200)
  },
  'early-retries-punished': async t => {
    const frozen = await startFrozen(t, 'early-retries-punished')
    const told = async (user: string, waitsMs: readonly number[]) => {
      const seen: string[] = []
      for (const ms of [0, ...waitsMs]) {
        await frozen.clock.advance(ms)
        const { status, headers } = await frozen.chat({ user })
        seen.push(`${status} ${headers.get('retry-after')}`)
        await frozen.lastEntry()
      }
      return seen
    }
    t.same(await told('patient', [1000]), ['429 1', '200 null'])
    t.same(await told('hasty', [800, 2000]), ['429 1', '429 2', '200 null'])
    t.same(await told('blind', [500, 500, 3000, 4000]), ['429 1', '429 2', '429 4', '429 4', '200 null'])
    t.equal((await ask('GET', `${frozen.url}/openai/v1/models`)).status, 429)
  },
  'latency-under-load': async t => {
    const frozen = await startFrozen(t, 'latency-under-load')
    const all: Promise<unknown>[] = []
    for (let i = 0; i < 4; i += 1) {
      all.push(frozen.chat({ user: `u${i}` }))
      await frozen.waiting(i + 1)
    }
    for (const [ms, left] of [
      [99, 4],
      [1, 3],
      [50, 2],
      [50, 1],
      [50, 0],
    ] as const) {
      await frozen.clock.advance(ms)
      t.equal(frozen.clock.waits, left)
    }
    await Promise.all(all)
  },
  failover: async (t, mock) => {
    const large = chatBody({ model: 'openai/gpt-oss-120b' })
    t.same(await statuses(mock, 3, { body: large }), [503, 503, 503])
    const spent = { authorization: 'Bearer gsk_spent_1' }
    const refused = await mock.chat({ headers: spent, body: large })
    t.same([refused.status, refused.headers.get('retry-after')], [429, '7200'])
    t.match((await errorOf(refused)).message, /tokens per day \(TPD\)/)
    t.same(await statuses(mock, 2, { headers: spent }), [429, 429])
    t.same(await statuses(mock, 2), [200, 200], 'another model and another key')
  },
  'tool-loop-third-turn': async (t, mock) => {
    const tools = [{ type: 'function', function: { name: 'get_weather' } }]
    const call = { id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{}' } }
    const turn = [
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'tool', tool_call_id: 'call_1', content: 'Rain.' },
    ]
    const after = (turns: number, more: object) =>
      chatBody({ messages: [{ role: 'user', content: 'Hello' }, ...Array(turns).fill(turn).flat()], ...more })
    for (const [turns, expected] of [
      [0, [200]],
      [1, [200]],
      [2, [503, 200]],
      [3, [200]],
    ] as const)
      t.same(await statuses(mock, expected.length, { body: after(turns, { tools }) }), expected, `${turns} turns`)
    t.same(await statuses(mock, 1, { body: after(2, { tools, user: 'another' }) }), [503], 'each call by itself')
    t.same(await statuses(mock, 1, { body: after(2, {}) }), [200], 'no tools are offered')
  },
  'stream-restarted': async (t, mock) => {
    const body = chatBody({ stream: true })
    await t.rejects((await mock.chat({ body })).text())
    t.match(await mock.lastEntry(), { status: 200, endedBy: 'fault', chunks: 5 })
    t.match(await (await mock.chat({ body })).text(), /data: \[DONE\]\n\n$/, 'the second attempt is whole')
    t.equal((await mock.chat()).status, 200)
  },
  'token-limits': async (t, mock) => {
    t.equal((await mock.chat()).status, 200)
    await mock.lastEntry()
    const refused = await mock.chat()
    t.equal(refused.status, 429)
    t.match(await errorOf(refused), {
      message: /output tokens per minute \(OTPM\): Limit 300, Used \d+, Requested 1\./,
    })
    const seconds = Number(refused.headers.get('retry-after'))
    t.ok(seconds >= 1 && seconds < 30, `${seconds} s`)
    const asking = (more: object) => mock.chat({ body: chatBody(more) })
    const tooMuch = await asking({ max_completion_tokens: 41 })
    t.equal(tooMuch.status, 429)
    t.match(await errorOf(tooMuch), { message: /^Request too large.*output tokens per minute/ })
    t.equal((await asking({ messages: [{ role: 'user', content: 'word '.repeat(200) }] })).status, 413)
    await fetch(`${mock.url}/__mock/sessions/default/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: `${seconds}s` }),
    })
    t.equal((await mock.chat()).status, 200)
  },
  hang: async (t, mock) => {
    const leave = new AbortController()
    const asked = mock.chat({ signal: leave.signal })
    await mock.decided()
    leave.abort()
    await t.rejects(asked, { name: 'AbortError' })
    t.match(await mock.lastEntry(), { status: 499, endedBy: 'client', bytes: 0 })
  },
}

interface Timed {
  /** So many different chat completions at one moment of session time. */
  ask(ms: number, many: number): readonly Decision[]
  /** So many requests for the models. */
  list(ms: number, many: number): readonly Decision[]
}

const ofStatus = (decisions: readonly Decision[], status: number | string) =>
  decisions.filter(decision => short(decision) === status)

const OFTEN = 2000

const isShare = (t: Test, decisions: readonly Decision[], status: number | string, share: number): number => {
  const { length } = ofStatus(decisions, status)
  t.ok(isLikely(length, decisions.length, share), `${length} of ${decisions.length} for ${share}`)
  return length
}

const holdsShare = (t: Test, decisions: readonly Decision[], status: number, share: number): void => {
  const length = isShare(t, decisions, status, share)
  t.equal(ofStatus(decisions, 'complete').length + length, decisions.length, 'the rest succeeds')
}

/** What scenarios give that change with session time; asked without waiting for it. */
const timedPromises: Readonly<Record<string, (t: Test, timed: Timed) => void>> = {
  'brown-out': (t, { ask, list }) => {
    for (const ms of [0, 15_000, 29_999]) {
      const seen = ask(ms, OFTEN)
      const broken = isShare(t, seen, 503, 0.4) + isShare(t, seen, 'fault', 0.05)
      t.equal(ofStatus(seen, 'complete').length + broken, OFTEN, 'the rest succeeds')
    }
    t.ok(
      ask(29_999, 50).every(({ delayMs }) => delayMs === 0),
      'not slow yet',
    )
    for (const ms of [30_000, 59_999]) {
      const slow = ask(ms, OFTEN)
      t.equal(ofStatus(slow, 'complete').length, OFTEN, 'slow, but well')
      const delays = slow.map(({ delayMs }) => delayMs).sort((a, b) => a - b)
      const median = delays[OFTEN / 2] ?? 0
      t.ok(median > 740 && median < 860, `median ${median}`)
      t.ok((delays[0] ?? 0) > 0 && (delays.at(-1) ?? 0) > 4000 && (delays.at(-1) ?? 0) < 30_000, 'and some far slower')
    }
    for (const ms of [60_000, 3_600_000])
      t.ok(
        ask(ms, 50).every(decision => short(decision) === 'complete' && decision.delayMs === 0),
        'well again',
      )
    t.ok(ofStatus(list(60_000, 50), 'complete').length === 50, 'lists are served again too')
  },
  recovering: (t, { ask, list }) => {
    for (const ms of [0, 9999]) t.equal(ofStatus(ask(ms, 50), 503).length, 50, 'down')
    const steps = [
      [10_000, 0.6],
      [20_000, 0.3],
      [30_000, 0.1],
    ] as const
    for (const [ms, share] of steps) {
      holdsShare(t, ask(ms, OFTEN), 503, share)
      holdsShare(t, ask(ms + 9999, OFTEN), 503, share)
    }
    for (const ms of [40_000, 3_600_000]) t.equal(ofStatus(ask(ms, 50), 'complete').length, 50, 'well again')
    t.equal(ofStatus(list(40_000, 50), 'complete').length, 50, 'lists too')
  },
}

const timedOf = (name: string): Timed => {
  const scenario = new Library().get(name)
  if (!scenario) throw new Error(`${name} does not load`)
  // one session goes through all of its time
  const state = freshState(scenario)
  let asked = 0
  const decided = (ms: number, many: number, call: object) =>
    Array.from({ length: many }, () => {
      asked += 1
      return askAt(state, { ms, call: { fingerprint: `f${asked}`, ...call } })
    })
  return {
    ask: (ms, many) => decided(ms, many, {}),
    list: (ms, many) =>
      decided(ms, many, { method: 'GET', path: '/openai/v1/models', operation: 'listModels', endpoint: 'models' }),
  }
}

for (const { name } of new Library().all().filter(({ origin }) => origin === 'shipped')) {
  t.test(`the shipped scenario ${name} loads cleanly and does what it says`, async t => {
    const shelved = new Library().shelved(name)
    t.same(shelved?.reading.diagnostics, [])
    t.match(shelved?.reading.scenario?.about, /A good client/)
    const [promise, timed] = [promises[name], timedPromises[name]]
    if (!promise && !timed) throw new Error(`no test says what ${name} gives`)
    await promise?.(t, await startMock(t, name))
    timed?.(t, timedOf(name))
  })
}

/** What breaks on the way to the API, or before it looks at what is asked, breaks lists too. */
const OF_LISTS: readonly string[] = [
  'brown-out',
  'cancelled',
  'connection-reset',
  'early-retries-punished',
  'expired-key',
  'flaky',
  'hang',
  'latency-under-load',
  'long-retry-after',
  'outage',
  'rate-limited',
  'recovering',
  'rolling-502',
]

t.test('a list of models meets what is no matter of a model, and is served where it is', async t => {
  for (const { name, reading } of new Library().all().filter(({ origin }) => origin === 'shipped')) {
    const { list } = timedOf(name)
    const met = list(0, OFTEN).filter(decision => short(decision) !== 'complete' || decision.delayMs > 0)
    t.equal(met.length > 0, OF_LISTS.includes(name), name)
    if (OF_LISTS.includes(name) || name === 'steady-state') continue
    t.match(
      reading.scenario?.about,
      /model|[Tt]oken|tier|[Ss]tream|[Bb]od|tools|JSON/,
      `${name}: its story says of what`,
    )
  }
})

t.test('there is a scenario for each documented status, and it gives that status on every endpoint', async t => {
  const mock = await startMock(t)
  for (const status of documentedStatuses) {
    const base = `/scenario/status-${status}`
    t.equal((await mock.chat({ base })).status, status)
    t.equal((await fetch(`${mock.url}${base}/openai/v1/models`)).status, status)
  }
})
