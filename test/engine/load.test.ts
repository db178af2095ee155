import t from 'tap'
import { USUAL_REQUEST } from '#src/cli/simulated-request'
import { simulated } from '#src/cli/simulation'
import { simulationReport } from '#src/cli/simulation-report'
import { delayMsOf } from '#src/engine/delay-ms'
import { type RawDelay, readDelay } from '#src/outcomes/delay'
import { readScenario } from '#src/scenario/read-scenario'
import { LONGEST_DURATION_MS } from '#src/units'
import { askAt, freshState, type Moment, scenarioOf } from '../helpers/deciding.ts'
import { startFrozen } from '../helpers/frozen.ts'

const GROWS = { base: '50ms', perConcurrent: '10ms' }

/** How long a request waits among so many. */
const among = (underWay: number, delay: RawDelay, moment: Moment = {}): number =>
  askAt({ ...freshState(scenarioOf({ api: { delay } })), underWay }, moment).delayMs

t.test('a wait grows by so much for each other request that is under way', async t => {
  for (const others of [0, 1, 9]) t.equal(among(1 + others, GROWS), 50 + 10 * others)
  t.equal(among(4, { perConcurrent: '10ms' }), 30, 'without a base it begins at nothing')
  t.equal(among(0, GROWS), 50, 'never less than alone')
})

t.test('its base is drawn as it is without load', async t => {
  for (const base of ['50ms..80ms', { median: '50ms', p99: '400ms' }]) {
    const alone = among(1, base)
    t.equal(among(1, { base, perConcurrent: '10ms' }), alone)
    t.equal(among(6, { base, perConcurrent: '10ms' }), alone + 50)
  }
})

t.test('it is never longer than the longest duration', async t => {
  t.equal(
    delayMsOf(readDelay({ base: '720h', perConcurrent: '720h' }), () => 0, 1000),
    LONGEST_DURATION_MS,
  )
})

t.test('in a rule it is for the requests of the rule, of a first token too', async t => {
  const rules = [{ match: { stream: true }, delay: GROWS, stream: { firstToken: { perConcurrent: '5ms' } } }]
  const state = { ...freshState(scenarioOf({ rules })), underWay: 3 }
  t.equal(askAt(state).delayMs, 0)
  const { delayMs, stream } = askAt(state, { call: { stream: true } })
  t.same([delayMs, stream?.firstTokenMs], [70, 10])
})

t.test('over the network, who comes among others waits longer, until these are over or have left', async t => {
  const mock = await startFrozen(t, { rules: [{ match: { method: 'POST' }, delay: GROWS }] })
  const first = mock.chat()
  await mock.waiting(1)
  const leave = new AbortController()
  const second = fetch(`${mock.url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Two.' }] }),
    signal: leave.signal,
  }).catch(() => null)
  await mock.waiting(2)
  leave.abort()
  await second
  t.match(await mock.lastEntry(), { status: 499 })
  const third = mock.chat({ user: 'three' })
  await mock.waiting(2)
  await mock.clock.advance(50)
  await first
  t.equal((await mock.lastEntry()).ttfbMs, 50)
  const fourth = mock.chat({ user: 'four' })
  await mock.waiting(2)
  await mock.clock.advance(10)
  await third
  t.equal((await mock.lastEntry()).ttfbMs, 60, 'who has left is not counted')
  await mock.clock.advance(50)
  await fourth
  t.equal((await mock.lastEntry()).ttfbMs, 60)
})

t.test('explain says what was drawn and how it grows', async t => {
  const mock = await startFrozen(t, { api: { delay: { base: '50ms..80ms', perConcurrent: '10ms' } } })
  const asked = mock.chat()
  await mock.waiting(1)
  await mock.clock.advance(80)
  await asked
  const { id } = await mock.lastEntry()
  t.match((await mock.control('GET', `/journal/${id}/explain`)).body.draws, [
    { what: 'delay', needed: 'from 50ms at 0 to 80ms at 1, and 10ms for each other request under way' },
  ])
})

t.test('simulate shows the load of its clients', async t => {
  const of = (clients: number) =>
    simulated({
      scenario: scenarioOf({ api: { delay: GROWS } }),
      seed: null,
      requests: 100,
      clients,
      request: USUAL_REQUEST,
    })
  t.same([...new Set(of(1).delaysMs)], [50])
  t.same([of(10).delaysMs[0], of(10).delaysMs.at(-1)], [50, 140])
  t.match(simulationReport(of(10)), /\nFirst bytes wait 50ms to 140ms, \d+ms in the median\n/)
  t.same(of(10), of(10), 'the same again')
  const none = { scenario: scenarioOf({}), seed: null, requests: 10, clients: 10, request: USUAL_REQUEST }
  t.notMatch(simulationReport(simulated(none)), /First bytes/)
})

const found = (delay: string): readonly string[] =>
  readScenario({
    name: 'x',
    file: 'x.yaml',
    text: `about: A test.\napi:\n  delay: ${delay}\n`,
    place: { readFile: () => '' },
  }).diagnostics.map(({ line, column, severity, message }) => `${line}:${column} ${severity}: ${message}`)

t.test('check tells what is wrong with it at its place', async t => {
  const rows: readonly (readonly [string, readonly RegExp[]])[] = [
    ['{ base: 50ms, perConcurrent: 10ms }', []],
    ['{ base: { median: 50ms, p99: 400ms }, perConcurrent: 10ms }', []],
    ['{ base: 50ms }', [/^3:10 error: .*delay has no "perConcurrent"/]],
    ['{ perConcurrent: 10 }', [/^3:27 error: .*perConcurrent is 10; expected a duration/]],
    ['{ base: 50, perConcurrent: 10ms }', [/^3:18 error: .*base is 50; expected a duration such as 2s, a range/]],
    [
      '{ base: { perConcurrent: 1ms }, perConcurrent: 10ms }',
      [/has no "median"/, /has no "p99"/, /"perConcurrent" is not known/],
    ],
    [
      '{ base: { median: 50ms, p99: 40ms }, perConcurrent: 10ms }',
      [/^3:18 error: the 99th percentile 40ms is not above/],
    ],
    ['{ base: 50ms, perConcurent: 10ms }', [/has no "perConcurrent"/, /^3:24 error: "perConcurent" is not known/]],
    ['{ median: 50ms, p99: 80ms, perConcurrent: 10ms }', [/^3:37 error: "perConcurrent" is not known/]],
    ['{ median: 50ms }', [/delay has no "p99"/]],
    ['{ base: 50ms, perConcurrent: 0ms }', [/^3:39 warning: so this does not grow with load/]],
    ['{ base: 0s, perConcurrent: 1ms }', [/^3:18 warning: a base of no time changes nothing/]],
  ]
  for (const [delay, expected] of rows) {
    const said = found(delay)
    t.equal(said.length, expected.length, `${delay}: ${said.join('; ')}`)
    for (const one of expected)
      t.ok(
        said.some(line => one.test(line)),
        `${delay}: ${one} in ${said.join('; ')}`,
      )
  }
})

t.test('a draw by order is told of only where something is drawn', async t => {
  const of = (base: string) =>
    readScenario({
      name: 'x',
      file: 'x.yaml',
      text: `about: A test.\ndrawBy: order\napi: { delay: { base: ${base}, perConcurrent: 1ms } }\n`,
      place: { readFile: () => '' },
    }).diagnostics.map(({ message }) => message)
  t.same(of('1s..2s'), [])
  t.same(of('1s'), ['nothing is drawn in this file'])
})
