import t from 'tap'
import { graceMs } from '#src/grace-ms'
import { readScenario } from '#src/scenario/read-scenario'
import { Calls } from '#src/session/calls'
import type { Ending } from '#src/session/ending'
import { endingOf } from '#src/session/ending'
import { askAt, freshState, scenarioOf } from '../../helpers/deciding.ts'
import { startFrozen } from '../../helpers/frozen.ts'
import { asking, at, failure } from '../../session/asking.ts'

const told = (waitMs: number, dueMs: number): Ending => ({ ...failure(waitMs), told: { waitMs, dueMs } })

/** How early the second attempt of a call is that comes then. */
const earlyBy = (startedMs: number, ending: Ending, ask = asking()): number => {
  const calls = new Calls()
  calls.ended(calls.arrive(ask, at(0)), ending, 10)
  const second = calls.arrive(ask, at(startedMs))
  if (second.attempt !== 2) throw new Error('it is no second attempt')
  return second.earlyByMs ?? 0
}

t.test('a further attempt before its time is early, by so much', async t => {
  t.equal(earlyBy(500, told(1000, 1005)), 505)
  t.equal(earlyBy(2000, told(1000, 1005)), 0)
  t.equal(earlyBy(1005, told(1000, 1005)), 0)
  for (const [startedMs, early] of [
    [1005 - graceMs(1000), 0],
    [1004 - graceMs(1000), graceMs(1000) + 1],
  ] as const)
    t.equal(earlyBy(startedMs, told(1000, 1005)), early, 'timers of clients are off by a little')
  t.equal(earlyBy(20, told(30, 35)), 0, 'and nobody can be early by less')
  t.equal(earlyBy(500, told(1000, 1005), asking({ retryCount: null, name: 'mine' })), 505, 'a named call as well')
})

t.test('a first attempt is never early, nor one that was told nothing, nor one while the last is open', async t => {
  const calls = new Calls()
  const first = calls.arrive(asking({ name: 'n' }), at(0))
  t.equal(first.earlyByMs, 0)
  t.equal(calls.arrive(asking({ name: 'n' }), at(1)).earlyByMs, 0, 'the attempt before it is under way')
  t.equal(earlyBy(500, failure(1000)), 0)
})

const ended = (told: object) =>
  endingOf({
    failed: true,
    leftByClient: false,
    status: 429,
    answeredMs: 100,
    generationFailed: false,
    told: { retryAfter: null, retryAfterMs: null, shouldRetry: null, tryAgainInMs: null, ...told },
  }).told

t.test('of several waits the shortest counts, from the first byte of the answer on', async t => {
  const retryAfter = { is: 'seconds', text: '2', ms: 2000 }
  t.same(ended({ retryAfter }), { waitMs: 2000, dueMs: 2100 })
  t.same(ended({ retryAfter, tryAgainInMs: 1200 }), { waitMs: 1200, dueMs: 1300 })
  t.same(ended({ retryAfter, retryAfterMs: { is: 'milliseconds', text: '50', ms: 50 } }), { waitMs: 50, dueMs: 150 })
  t.equal(ended({ retryAfter: { is: 'malformed', text: 'soon', ms: null } }), null)
  t.equal(ended({}), null)
})

t.test('early holds for such attempts, and with false for all others', async t => {
  const ruleOf = (match: object, earlyByMs: number) =>
    askAt(freshState(scenarioOf({ rules: [{ name: 'r', match, error: 429 }] })), { attempt: { attempt: 2, earlyByMs } })
  t.equal(ruleOf({ early: true }, 300).rule, 'r')
  t.equal(ruleOf({ early: false }, 0).rule, 'r')
  t.equal(ruleOf({ not: { early: true } }, 0).rule, 'r')
  t.equal(ruleOf({ not: { early: true } }, 300).rule, null)
  t.same(ruleOf({ early: false }, 299.6).nearMisses, [{ rule: 'r', missed: 'early: false (it came 300ms too early)' }])
  t.same(ruleOf({ early: true }, 0).nearMisses, [{ rule: 'r', missed: 'early: true (it did not come too early)' }])
})

const forms = ['1s', { ms: 1000 }, { date: '1s' }] as const

for (const retryAfter of forms)
  t.test(`over the network, who is told ${JSON.stringify(retryAfter)} and does not wait is early`, async t => {
    const mock = await startFrozen(t, {
      rules: [
        { name: 'early', match: { early: true }, error: { status: 429, retryAfter: '5s' } },
        { name: 'first', match: { attempt: 1 }, error: { status: 429, retryAfter } },
      ],
    })
    const rules = async (waitsMs: readonly number[], user: string): Promise<readonly (string | null)[]> => {
      const seen: (string | null)[] = []
      for (const ms of [0, ...waitsMs]) {
        await mock.clock.advance(ms)
        await mock.chat({ user })
        seen.push((await mock.lastEntry()).rule)
      }
      return seen
    }
    t.same(await rules([1000], 'good'), ['first', null])
    t.same(await rules([500], 'hasty'), ['first', 'early'])
    t.same(await rules([4000], 'hastier'), ['first', null])
    t.same(await rules([500, 1000, 5000], 'never learns, then does'), ['first', 'early', 'early', null])
  })

const found = (match: string, rest = 'error: 429'): readonly string[] =>
  readScenario({
    name: 'x',
    file: 'x.yaml',
    text: `about: A test.\nrules:\n  - { match: ${match}, ${rest} }\n`,
    place: { readFile: () => Buffer.from('x') },
  }).diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`)

t.test('check tells of early where it can never hold, or always does', async t => {
  t.same(found('{ early: true }'), [])
  t.same(found('{ early: true, attempt: 1..2 }'), [])
  t.same(found('{ early: true, attempt: 1 }'), [
    '3:23 this can never hold: nothing was told before the first attempt of a call',
  ])
  t.same(found('{ early: false, attempt: 1 }'), [
    '3:23 this always holds: nothing was told before the first attempt of a call',
  ])
  t.match(found('{ early: true, method: OPTIONS }'), [/a preflight is no attempt of a call/])
  t.match(found('{ early: true }', 'error: 503'), [/nothing in this file tells a client when to come back/])
  for (const rest of [
    'error: { status: 503, retryAfter: 1s }',
    'error: 503, headers: { retry-after: "1" }',
    'error: { status: 503, message: Please try again in 3s. }',
    'reply: { file: page.html }',
    'reply: { status: 503, body: { error: { message: Please try again in 3s. } } }',
    'stream: { error: { after: 1 chunk, status: 429 } }',
  ])
    t.same(found('{ early: true }', rest), [], rest)
  t.match(found('{ early: yes }'), [/early is "yes"; expected true or false/])
})
