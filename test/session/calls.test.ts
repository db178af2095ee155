import fc from 'fast-check'
import t from 'tap'
import { Calls } from '#src/session/calls'
import type { Arrival } from '#src/session/consequence'
import type { Ending } from '#src/session/ending'
import type { Ticket } from '#src/session/ticket'
import { cpuMsOf } from '../helpers/cpu-time.ts'
import { type Ask, asking, at, FAILED, failure, OK } from './asking.ts'

const shown = ({ call, ordinal, attempt }: Ticket) => [call, ordinal, attempt]

t.test('a request after a failure of the same is its next attempt', async t => {
  const calls = new Calls()
  const first = calls.arrive(asking(), at(0))
  calls.ended(first, FAILED, 10)
  const second = calls.arrive(asking(), at(1000))
  t.same(shown(second), [first.call, 1, 2])
  calls.ended(second, OK, 1010)
  t.same(shown(calls.arrive(asking(), at(1020))), ['call-2', 2, 1])
})

t.test('equal requests at once are different calls with ordinals of their own', async t => {
  const calls = new Calls()
  t.same([calls.arrive(asking(), at(0)), calls.arrive(asking(), at(0)), calls.arrive(asking(), at(0))].map(shown), [
    ['call-1', 1, 1],
    ['call-2', 2, 1],
    ['call-3', 3, 1],
  ])
})

t.test('a retry count continues the call whose last attempt carried one less, failed or still open', async t => {
  const calls = new Calls()
  const open = calls.arrive(asking({ retryCount: 0 }), at(0))
  t.same(shown(calls.arrive(asking({ retryCount: 1 }), at(500))), [open.call, 1, 2], 'still open')
  const failed = calls.arrive(asking({ retryCount: 0 }), at(1000))
  calls.ended(failed, FAILED, 1001)
  t.same(shown(calls.arrive(asking({ retryCount: 1 }), at(1500))), [failed.call, 2, 2], 'failed')
})

t.test('a retry count that continues nothing begins a call', async t => {
  const calls = new Calls()
  t.same(shown(calls.arrive(asking({ retryCount: 2 }), at(0))), ['call-1', 1, 1])
})

t.test('where several calls would do, it is the one that failed first', async t => {
  const calls = new Calls()
  const [a, b] = [calls.arrive(asking(), at(0)), calls.arrive(asking(), at(1))]
  calls.ended(b, FAILED, 10)
  calls.ended(a, FAILED, 20)
  t.equal(calls.arrive(asking(), at(30)).call, b.call)
  t.equal(calls.arrive(asking(), at(31)).call, a.call)
})

t.test('another body or another key is another call', async t => {
  const calls = new Calls()
  calls.ended(calls.arrive(asking(), at(0)), FAILED, 1)
  t.same(shown(calls.arrive(asking({ fingerprint: 'g' }), at(2))), ['call-2', 1, 1])
  t.same(shown(calls.arrive(asking({ key: 'other' }), at(2))), ['call-3', 2, 1])
  t.same(shown(calls.arrive(asking({ key: null }), at(2))), ['call-4', 3, 1])
})

t.test(
  'without a retry count a failure is continued for 120 s, or for twice the retry-after if that is longer',
  async t => {
    const rows = [
      [null, 120_000, true],
      [null, 120_001, false],
      [90_000, 180_000, true],
      [90_000, 180_001, false],
    ] as const
    for (const [retryAfterMs, later, continues] of rows) {
      const calls = new Calls()
      calls.ended(calls.arrive(asking(), at(0)), failure(retryAfterMs), 0)
      t.equal(calls.arrive(asking(), at(later)).attempt, continues ? 2 : 1, `${retryAfterMs} ${later}`)
    }
  },
)

t.test('a name decides alone: other bodies, other keys and successes between do not matter', async t => {
  const calls = new Calls()
  calls.ended(calls.arrive(asking({ name: 'order-7' }), at(0)), OK, 1)
  t.same(shown(calls.arrive(asking({ name: 'order-7', fingerprint: 'g', key: 'x' }), at(999_999))), ['order-7', 1, 2])
})

t.test('a nameless request does not continue a named call', async t => {
  const calls = new Calls()
  calls.ended(calls.arrive(asking({ name: 'n' }), at(0)), FAILED, 1)
  t.equal(calls.arrive(asking(), at(2)).attempt, 1)
})

t.test('an SDK that retries under an application that asks again is one call with layers', async t => {
  const calls = new Calls()
  const attempts = [0, 1, 2, 0, 1, 2].map((retryCount, i) => {
    const ticket = calls.arrive(asking({ retryCount }), at(i * 2500))
    calls.ended(ticket, FAILED, i * 2500 + 10)
    return ticket.attempt
  })
  t.same(attempts, [1, 2, 3, 4, 5, 6])
})

/** Whether a first try that comes so long after a failure goes on with its call, and what it follows. */
const firstTryAfter = (ms: number, count: number, ended: Ending) => {
  const calls = new Calls()
  const tries = Array.from({ length: count + 1 }, (_, retryCount) => {
    const ticket = calls.arrive(asking({ retryCount }), at(retryCount))
    calls.ended(ticket, ended, retryCount)
    return ticket
  })
  const { attempt, follows } = calls.arrive(asking({ retryCount: 0 }), at(count + ms))
  return [attempt === tries.length + 1, follows]
}

t.test('a first try goes on with a call once the SDK would have come by itself, and not before', async t => {
  const [next, anew] = [
    [true, null],
    [false, 'call-1'],
  ]
  const rows: readonly (readonly [number, number, Ending, unknown])[] = [
    [499, 0, FAILED, anew],
    [500, 0, FAILED, next],
    // an SDK that was seen to try again may be a little late
    [1399, 1, FAILED, anew],
    [1400, 1, FAILED, next],
    [8399, 6, FAILED, anew],
    [8400, 6, FAILED, next],
    [2999, 0, failure(3000), anew],
    [3000, 0, failure(3000), next],
    [500, 0, failure(5), next],
    [120_000, 0, FAILED, next],
    [200_000, 0, failure(150_000), next],
    [5000, 0, failure(null, 'never'), anew],
    [0, 0, failure(null, 'at once'), next],
  ]
  for (const [ms, count, ended, expected] of rows)
    t.same(firstTryAfter(ms, count, ended), expected, `${ms} ms after ${count}`)
  t.same(firstTryAfter(120_001, 0, FAILED), [false, null], 'later than 120 s it follows nothing')
})

t.test('three first tries that are refused are three calls, each made after the one before', async t => {
  const calls = new Calls()
  const tickets = [0, 1000, 2000].map(ms => {
    const ticket = calls.arrive(asking({ retryCount: 0 }), at(ms))
    calls.ended(ticket, failure(null, 'never'), ms + 5)
    return ticket
  })
  t.same(
    tickets.map(({ call, ordinal, attempt, follows }) => [call, ordinal, attempt, follows]),
    [
      ['call-1', 1, 1, null],
      ['call-2', 2, 1, 'call-1'],
      ['call-3', 3, 1, 'call-2'],
    ],
  )
})

t.test('names and retry counts are certain, the rest is inferred', async t => {
  const calls = new Calls()
  const certainty = (ask: Ask) => calls.arrive(asking(ask), at(0)).certainty
  t.same([{ name: 'n' }, { retryCount: 1 }, { name: 'n', retryCount: 0 }].map(certainty), Array(3).fill('certain'))
  t.same([{ retryCount: 0 }, {}].map(certainty), Array(2).fill('inferred'))
})

t.test('a retry count goes on with an attempt that carried one less, not with one that carried none', async t => {
  const calls = new Calls()
  calls.ended(calls.arrive(asking(), at(0)), FAILED, 1)
  t.equal(calls.arrive(asking({ retryCount: 1 }), at(400)).attempt, 1)
})

/** What a request without a retry count is that comes after a failure at 100 ms. */
const afterFailure = (arrival: Arrival, ended = FAILED, traces: readonly (string | undefined)[] = []) => {
  const calls = new Calls()
  const [first, second] = traces.map(traceparent => (traceparent === undefined ? {} : { traceparent }))
  calls.ended(calls.arrive(asking(first), at(0)), ended, 100)
  const { attempt, follows } = calls.arrive(asking(second), arrival)
  return [attempt, follows]
}

t.test('a request that began before a failure was answered is not its consequence', async t => {
  const left = failure(null, 'later', true)
  const rows: readonly (readonly [string, Arrival, Ending, number])[] = [
    ['its first byte came before', at(99), FAILED, 1],
    ['its connection was opened before', at(101, 99), FAILED, 1],
    ['its connection was opened after', at(101, 100), FAILED, 2],
    ['its connection had carried others', at(101), FAILED, 2],
    ['its connection had lain ready for a second', at(1099, 99), FAILED, 2],
    ['the client had left, which is seen a little later', at(101, 60), left, 2],
  ]
  for (const [why, arrival, ended, attempt] of rows) t.same(afterFailure(arrival, ended), [attempt, null], why)
})

t.test('a request of another trace is not the consequence of a failure', async t => {
  const trace = (digit: string, span = '1') => `00-${digit.repeat(32)}-${span.repeat(16)}-01`
  const rows: readonly (readonly [string, string | undefined, string | undefined, number])[] = [
    ['another trace', trace('a'), trace('b'), 1],
    ['the same trace, another span', trace('a'), trace('a', '2'), 2],
    ['none before', undefined, trace('b'), 2],
    ['none now', trace('a'), undefined, 2],
    ['one that is not valid', trace('a'), 'xyz', 2],
    ['one of zeros', trace('a'), trace('0'), 2],
  ]
  for (const [why, first, second, attempt] of rows)
    t.same(afterFailure(at(1000), FAILED, [first, second]), [attempt, null], why)
})

t.test('a named call may follow, and be followed; only its name continues it', async t => {
  const calls = new Calls()
  calls.ended(calls.arrive(asking({ name: 'n' }), at(0)), FAILED, 1)
  const plain = calls.arrive(asking(), at(10))
  t.same([plain.attempt, plain.follows], [1, 'n'])
  calls.ended(plain, FAILED, 20)
  const other = calls.arrive(asking({ name: 'm' }), at(30))
  t.same([other.attempt, other.follows], [1, 'call-1'])
  const again = calls.arrive(asking({ name: 'n' }), at(40))
  t.same([again.attempt, again.follows], [2, null], 'only a first attempt follows')
})

t.test('thousands of equal calls that failed are looked through in no time', async t => {
  const calls = new Calls()
  const many = 10_000
  const usedMs = cpuMsOf(() => {
    for (let i = 0; i < many; i += 1) {
      const ended = failure(null, i % 2 ? 'never' : 'later')
      calls.ended(calls.arrive(asking({ retryCount: 0 }), at(i / many)), ended, i / many)
    }
  })
  t.ok(usedMs < many, `${usedMs} ms for ${many}`)
})

t.test('N clients that retry to success in any interleaving make N calls with all their attempts', async () => {
  const schedule = fc.record({
    clients: fc.integer({ min: 1, max: 6 }),
    failures: fc.integer({ min: 0, max: 3 }),
    order: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
  })
  fc.assert(
    fc.property(schedule, ({ clients, failures, order }) => {
      const calls = new Calls()
      const all = Array.from({ length: clients }, (_, i) => ({
        fingerprint: `f${i}`,
        count: 0,
        open: null as Ticket | null,
        done: false,
        calls: new Set<string>(),
      }))
      let now = 0
      for (const pick of [...order, ...Array.from({ length: 200 }, (_, i) => i)]) {
        const client = all[pick % clients]
        if (!client || client.done) continue
        now += 7
        if (client.open) {
          const failed = client.count <= failures
          calls.ended(client.open, failed ? FAILED : OK, now)
          client.open = null
          client.done = !failed
        } else {
          client.open = calls.arrive(asking({ fingerprint: client.fingerprint, retryCount: client.count }), at(now))
          client.count += 1
          client.calls.add(client.open.call)
          if (client.open.attempt !== client.count) return false
        }
      }
      return all.every(client => client.done && client.calls.size === 1 && client.count === failures + 1)
    }),
  )
})

t.test('what is remembered is bounded, and the newest failures stay', async t => {
  const calls = new Calls()
  for (let i = 0; i < 12_000; i += 1) calls.ended(calls.arrive(asking({ fingerprint: `f${i}` }), at(0)), FAILED, 0)
  t.equal(calls.arrive(asking({ fingerprint: 'f0' }), at(1)).attempt, 1, 'the oldest is forgotten')
  t.equal(calls.arrive(asking({ fingerprint: 'f11999' }), at(1)).attempt, 2)
})
