import fc from 'fast-check'
import t from 'tap'
import type { Call } from '#src/call'
import { Calls, type Ending, type Ticket } from '#src/session/calls'

interface Ask {
  readonly fingerprint?: string
  readonly key?: string | null
  readonly retryCount?: number | null
  readonly name?: string | null
}

const asking = ({ fingerprint = 'f', key = 'k', retryCount = null, name = null }: Ask = {}): Call =>
  ({ fingerprint, key, retryCount, selection: { call: name } }) as unknown as Call

const FAILED: Ending = { failed: true, retryAfterMs: null }
const OK: Ending = { failed: false, retryAfterMs: null }
const shown = ({ call, ordinal, attempt }: Ticket) => [call, ordinal, attempt]

t.test('a request after a failure of the same is its next attempt', async t => {
  const calls = new Calls()
  const first = calls.arrive(asking(), 0)
  calls.ended(first, FAILED, 10)
  const second = calls.arrive(asking(), 1000)
  t.same(shown(second), [first.call, 1, 2])
  calls.ended(second, OK, 1010)
  t.same(shown(calls.arrive(asking(), 1020)), ['call-2', 2, 1])
})

t.test('equal requests at once are different calls with ordinals of their own', async t => {
  const calls = new Calls()
  t.same([calls.arrive(asking(), 0), calls.arrive(asking(), 0), calls.arrive(asking(), 0)].map(shown), [
    ['call-1', 1, 1],
    ['call-2', 2, 1],
    ['call-3', 3, 1],
  ])
})

t.test('a retry count continues the call whose last attempt carried one less, failed or still open', async t => {
  const calls = new Calls()
  const open = calls.arrive(asking({ retryCount: 0 }), 0)
  t.same(shown(calls.arrive(asking({ retryCount: 1 }), 500)), [open.call, 1, 2], 'still open')
  const failed = calls.arrive(asking({ retryCount: 0 }), 1000)
  calls.ended(failed, FAILED, 1001)
  t.same(shown(calls.arrive(asking({ retryCount: 1 }), 1500)), [failed.call, 2, 2], 'failed')
})

t.test('a retry count that continues nothing begins a call', async t => {
  const calls = new Calls()
  t.same(shown(calls.arrive(asking({ retryCount: 2 }), 0)), ['call-1', 1, 1])
})

t.test('where several calls would do, it is the one that failed first', async t => {
  const calls = new Calls()
  const [a, b] = [calls.arrive(asking(), 0), calls.arrive(asking(), 1)]
  calls.ended(b, FAILED, 10)
  calls.ended(a, FAILED, 20)
  t.equal(calls.arrive(asking(), 30).call, b.call)
  t.equal(calls.arrive(asking(), 31).call, a.call)
})

t.test('another body or another key is another call', async t => {
  const calls = new Calls()
  calls.ended(calls.arrive(asking(), 0), FAILED, 1)
  t.same(shown(calls.arrive(asking({ fingerprint: 'g' }), 2)), ['call-2', 1, 1])
  t.same(shown(calls.arrive(asking({ key: 'other' }), 2)), ['call-3', 2, 1])
  t.same(shown(calls.arrive(asking({ key: null }), 2)), ['call-4', 3, 1])
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
      calls.ended(calls.arrive(asking(), 0), { failed: true, retryAfterMs }, 0)
      t.equal(calls.arrive(asking(), later).attempt, continues ? 2 : 1, `${retryAfterMs} ${later}`)
    }
  },
)

t.test('a name decides alone: other bodies, other keys and successes between do not matter', async t => {
  const calls = new Calls()
  calls.ended(calls.arrive(asking({ name: 'order-7' }), 0), OK, 1)
  t.same(shown(calls.arrive(asking({ name: 'order-7', fingerprint: 'g', key: 'x' }), 999_999)), ['order-7', 1, 2])
})

t.test('a nameless request does not continue a named call', async t => {
  const calls = new Calls()
  calls.ended(calls.arrive(asking({ name: 'n' }), 0), FAILED, 1)
  t.equal(calls.arrive(asking(), 2).attempt, 1)
})

t.test('an SDK that retries under an application that asks again is one call with layers', async t => {
  const calls = new Calls()
  const attempts = [0, 1, 2, 0, 1, 2].map((retryCount, i) => {
    const ticket = calls.arrive(asking({ retryCount }), i * 100)
    calls.ended(ticket, FAILED, i * 100 + 10)
    return ticket.attempt
  })
  t.same(attempts, [1, 2, 3, 4, 5, 6])
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
          calls.ended(client.open, { failed, retryAfterMs: null }, now)
          client.open = null
          client.done = !failed
        } else {
          client.open = calls.arrive(asking({ fingerprint: client.fingerprint, retryCount: client.count }), now)
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
  for (let i = 0; i < 12_000; i += 1) calls.ended(calls.arrive(asking({ fingerprint: `f${i}` }), 0), FAILED, 0)
  t.equal(calls.arrive(asking({ fingerprint: 'f0' }), 1).attempt, 1, 'the oldest is forgotten')
  t.equal(calls.arrive(asking({ fingerprint: 'f11999' }), 1).attempt, 2)
})
