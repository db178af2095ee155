import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import t from 'tap'
import { Calls } from '#src/session/calls'
import type { Ticket } from '#src/session/ticket'
import { bounded } from '../helpers/bounded.ts'
import { type Ask, asking, at, FAILED, failure, OK } from './asking.ts'

/** How a client tells its retries: as SDKs do, as SDKs do whose retries are off, not at all, or by a name. */
type Kind = 'counts' | 'zero' | 'plain' | 'named'

interface Plan {
  readonly kind: Kind
  readonly fingerprint: string
  readonly key: string
  readonly failures: number
  /** Whether it goes on to a second call after the first. */
  readonly calls: number
}

/** A request as it was sent and what the server made of it. */
interface Seen extends Ask {
  readonly client: number
  readonly ticket: Ticket
  /** Which of the client's calls it was for, and which try. */
  readonly nth: number
  readonly attempt: number
}

const planOf = (fingerprints: readonly string[], keys: readonly string[], kinds: readonly Kind[]): fc.Arbitrary<Plan> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    fingerprint: fc.constantFrom(...fingerprints),
    key: fc.constantFrom(...keys),
    failures: fc.nat(4),
    calls: fc.integer({ min: 1, max: 3 }),
  })

interface Client extends Plan {
  nth: number
  attempt: number
  open: Ticket | null
}

const askOf = ({ kind, fingerprint, key, attempt, nth }: Client, client: number): Ask => ({
  fingerprint,
  key,
  retryCount: kind === 'counts' ? attempt : kind === 'zero' ? 0 : null,
  name: kind === 'named' ? `client-${client}-${nth}` : null,
})

/** Lets the clients take turns as `order` says; each turn sends a request or ends one. */
const interleaved = (plans: readonly Plan[], order: readonly number[], stepMs = 7): readonly Seen[] => {
  const calls = new Calls()
  const clients: Client[] = plans.map(plan => ({ ...plan, nth: 1, attempt: 0, open: null }))
  const seen: Seen[] = []
  let nowMs = 0
  const turn = (client: Client, number: number): void => {
    // a client that says of each try that it is the first waits as what stands above an SDK does
    nowMs += client.kind === 'zero' && client.attempt > 0 && !client.open ? 500 : stepMs
    if (!client.open) {
      const ask = askOf(client, number)
      client.open = calls.arrive(asking(ask), at(nowMs))
      client.attempt += 1
      seen.push({ ...ask, client: number, ticket: client.open, nth: client.nth, attempt: client.attempt })
      return
    }
    const failed = client.attempt <= client.failures
    calls.ended(client.open, failed ? FAILED : OK, nowMs)
    client.open = null
    if (failed) return
    client.nth += 1
    client.attempt = 0
  }
  const active = () => clients.map((_, i) => i).filter(i => (clients[i]?.nth ?? 0) <= (clients[i]?.calls ?? 0))
  for (let step = 0; active().length > 0; step += 1) {
    const waiting = active()
    const number = waiting[(order[step % order.length] ?? 0) % waiting.length] ?? 0
    turn(clients[number] as Client, number)
  }
  return seen
}

const grouped = <Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> => {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

const upFromOne = (numbers: readonly number[]): boolean => numbers.every((number, i) => number === i + 1)

const order = fc.array(fc.nat(), { minLength: 1, maxLength: 120 })

const holdsAlways = (plans: fc.Arbitrary<readonly Plan[]>, holds: (seen: readonly Seen[]) => boolean): void =>
  fc.assert(
    fc.property(plans, order, (all, turns) => holds(interleaved(all, turns))),
    { numRuns: bounded(500) },
  )

const everyKind: readonly Kind[] = ['counts', 'zero', 'plain', 'named']
const alike = fc.array(planOf(['f', 'g'], ['k', 'l'], everyKind), { minLength: 1, maxLength: 6 })

t.test(
  'however clients interleave, the attempts of a call are numbered from 1 without gaps, in their order',
  async () => {
    holdsAlways(alike, seen =>
      [...grouped(seen, ({ ticket }) => ticket.call).values()].every(attempts =>
        upFromOne(attempts.map(({ ticket }) => ticket.attempt)),
      ),
    )
  },
)

t.test('however clients interleave, no call mixes fingerprints, keys, or the named with the nameless', async () => {
  holdsAlways(alike, seen =>
    [...grouped(seen, ({ ticket }) => ticket.call).values()].every(
      attempts => new Set(attempts.map(({ fingerprint, key, name }) => `${fingerprint} ${key} ${name}`)).size === 1,
    ),
  )
})

t.test('however clients interleave, the calls of a fingerprint have the ordinals 1 to n, each one call', async () => {
  holdsAlways(alike, seen =>
    [...grouped(seen, ({ fingerprint = '' }) => fingerprint).values()].every(requests => {
      const firsts = requests.filter(({ ticket }) => ticket.attempt === 1)
      const ordinals = new Map(firsts.map(({ ticket }) => [ticket.call, ticket.ordinal]))
      return (
        upFromOne(firsts.map(({ ticket }) => ticket.ordinal)) &&
        requests.every(({ ticket }) => ordinals.get(ticket.call) === ticket.ordinal)
      )
    }),
  )
})

t.test('clients that differ in body, key or name each have exactly their calls, with all their attempts', async () => {
  const apart = fc
    .array(planOf(['f'], ['k'], everyKind), { minLength: 1, maxLength: 6 })
    .map(plans => plans.map((plan, i) => (i % 2 ? { ...plan, key: `k${i}` } : { ...plan, fingerprint: `f${i}` })))
  holdsAlways(apart, seen => {
    const wanted = grouped(seen, ({ client, nth }) => `${client} ${nth}`)
    const calls = grouped(seen, ({ ticket }) => ticket.call)
    return (
      wanted.size === calls.size &&
      [...wanted.values()].every(
        attempts =>
          new Set(attempts.map(({ ticket }) => ticket.call)).size === 1 &&
          attempts.every(({ ticket, attempt }) => ticket.attempt === attempt),
      )
    )
  })
})

t.test('clients that name their calls are told apart though all else is equal', async () => {
  const named = fc.array(planOf(['f'], ['k'], ['named']), { minLength: 1, maxLength: 6 })
  holdsAlways(named, seen =>
    seen.every(
      ({ client, nth, attempt, ticket }) => ticket.call === `client-${client}-${nth}` && ticket.attempt === attempt,
    ),
  )
})

t.test(
  'equal SDK clients are told apart as far as their retry counts go: no call has more tries than one client makes',
  async () => {
    const equal = fc
      .record({ many: fc.integer({ min: 1, max: 6 }), failures: fc.nat(3) })
      .map(({ many, failures }) =>
        Array.from({ length: many }, (): Plan => ({ kind: 'counts', fingerprint: 'f', key: 'k', failures, calls: 1 })),
      )
    fc.assert(
      fc.property(equal, fc.array(fc.nat(), { minLength: 1, maxLength: 60 }), (plans, turns) => {
        const seen = togetherFirst(plans, turns)
        const calls = [...grouped(seen, ({ ticket }) => ticket.call).values()]
        return (
          calls.length === plans.length &&
          calls.every(attempts => upFromOne(attempts.map(({ ticket }) => ticket.attempt))) &&
          calls.every(({ length }) => length === (plans[0]?.failures ?? 0) + 1)
        )
      }),
      { numRuns: bounded(500) },
    )
  },
)

/** All clients send their first request before any is answered; then they take turns. */
const togetherFirst = (plans: readonly Plan[], turns: readonly number[]): readonly Seen[] => {
  const calls = new Calls()
  const clients: Client[] = plans.map(plan => ({ ...plan, nth: 1, attempt: 0, open: null }))
  const seen: Seen[] = []
  const send = (client: Client, number: number, nowMs: number): void => {
    const ask = askOf(client, number)
    client.open = calls.arrive(asking(ask), at(nowMs))
    client.attempt += 1
    seen.push({ ...ask, client: number, ticket: client.open, nth: 1, attempt: client.attempt })
  }
  clients.forEach((client, i) => {
    send(client, i, i)
  })
  for (let step = 0; clients.some(({ nth }) => nth === 1); step += 1) {
    const waiting = clients.filter(({ nth }) => nth === 1)
    const client = waiting[(turns[step % turns.length] ?? 0) % waiting.length] as Client
    const nowMs = 1000 + step * 7
    if (!client.open) {
      send(client, clients.indexOf(client), nowMs)
      continue
    }
    const failed = client.attempt <= client.failures
    calls.ended(client.open, failed ? FAILED : OK, nowMs)
    client.open = null
    if (!failed) client.nth = 2
  }
  return seen
}

/** A call of an SDK: when it begins, how each try fails, and how long each takes to be answered. */
interface Counted {
  readonly startMs: number
  readonly tries: readonly {
    readonly takesMs: number
    readonly toldMs: number | null
    /** What luck makes of the backoff: SDKs take up to a quarter off. */
    readonly jitter: number
    readonly left: boolean
  }[]
}

const countedCall: fc.Arbitrary<Counted> = fc.record({
  startMs: fc.nat(20_000),
  tries: fc.array(
    fc.record({
      takesMs: fc.integer({ min: 1, max: 4000 }),
      // a longer wait that an SDK obeys to the moment ends as the wait of an outer layer does
      toldMs: fc.option(fc.nat(370)),
      jitter: fc.double({ min: 0.75, max: 0.999, noNaN: true }),
      left: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
})

/** Sends what these clients send, each in its own time; gives the retry count and the attempt of each request. */
const inTime = (clients: readonly Counted[], openedBefore: boolean): readonly (readonly [number, Ticket])[] => {
  const calls = new Calls()
  const seen: (readonly [number, Ticket])[] = []
  const due: { atMs: number; run: () => void }[] = []
  const later = (atMs: number, run: () => void) => due.push({ atMs, run })
  const send = ({ tries }: Counted, count: number, nowMs: number): void => {
    const arrival = at(nowMs, openedBefore && count === 0 ? nowMs - 5 : null)
    const ticket = calls.arrive(asking({ retryCount: count }), arrival)
    seen.push([count, ticket])
    const { takesMs, toldMs, jitter, left } = tries[count] ?? { takesMs: 10, toldMs: null, jitter: 0.8, left: false }
    const endMs = nowMs + takesMs
    const failed = count < tries.length - 1
    later(endMs, () => calls.ended(ticket, failed ? failure(toldMs, 'later', left) : OK, endMs))
    if (!failed) return
    const againMs = endMs + (toldMs ?? Math.min(8000, 500 * 2 ** count) * jitter)
    later(againMs, () => send({ startMs: 0, tries }, count + 1, againMs))
  }
  for (const client of clients) later(client.startMs, () => send(client, 0, client.startMs))
  while (due.length > 0) {
    due.sort((a, b) => a.atMs - b.atMs)
    due.shift()?.run()
  }
  return seen
}

t.test('whenever equal calls of SDKs come, fail and come again, the attempt is the retry count and one', async () => {
  fc.assert(
    fc.property(fc.array(countedCall, { minLength: 1, maxLength: 12 }), fc.boolean(), (clients, openedBefore) =>
      inTime(clients, openedBefore).every(([count, { attempt }]) => attempt === count + 1),
    ),
    { numRuns: bounded(2000) },
  )
})

t.test('plain clients between them never take the calls of SDKs that count', async () => {
  const kinds: readonly Kind[] = ['counts', 'plain']
  const alikeAndSoon = fc.array(planOf(['f'], ['k'], kinds), { minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(alikeAndSoon, order, (plans, turns) =>
      interleaved(plans, turns, 1).every(
        ({ retryCount, ticket }) => retryCount === null || ticket.attempt === (retryCount ?? 0) + 1,
      ),
    ),
    { numRuns: bounded(500) },
  )
})

t.test('an end that comes late, twice, or for an attempt that another followed, changes nothing', async t => {
  const calls = new Calls()
  const first = calls.arrive(asking({ fingerprint: 'f', retryCount: 0 }), at(0))
  const second = calls.arrive(asking({ fingerprint: 'f', retryCount: 1 }), at(10))
  t.equal(second.attempt, 2)
  calls.ended(first, FAILED, 20)
  t.equal(calls.arrive(asking({ fingerprint: 'f' }), at(30)).attempt, 1, 'the second is still open: a call of its own')
  calls.ended(second, FAILED, 40)
  calls.ended(second, FAILED, 50)
  t.equal(calls.arrive(asking({ fingerprint: 'f', retryCount: 2 }), at(60)).attempt, 3)
  t.equal(calls.arrive(asking({ fingerprint: 'f', retryCount: 2 }), at(70)).attempt, 1, 'it was there once only')
})

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
}

const heapMiB = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed / 1024 ** 2
}

// every request that says it is a retry looks through the failures of its fingerprint: at night all have one
const SPREAD = (5 / bounded(5)) ** 2

/** What comes in, how much fills all that is remembered, and how much comes then. */
const loads: Readonly<Record<string, readonly [fill: number, more: number, askFor: (i: number) => Ask]>> = {
  'other bodies': [55_000, bounded(200_000), i => ({ fingerprint: `fingerprint-${i}` })],
  'other keys': [11_000, 10_000, i => ({ fingerprint: 'f', key: `key-${i}` })],
  'other names': [11_000, 10_000, i => ({ fingerprint: 'f', name: `name-${i}` })],
  'retry counts that continue nothing': [11_000, 10_000, i => ({ fingerprint: `f${i % SPREAD}`, retryCount: 5 })],
}

for (const [what, [fill, more, askFor]] of Object.entries(loads)) {
  t.test(`failures with ${what} hold no more memory once all that is remembered is full`, async t => {
    const calls = new Calls()
    const fail = (from: number, to: number): void => {
      for (let i = from; i < to; i += 1) calls.ended(calls.arrive(asking(askFor(i)), at(i)), FAILED, i)
    }
    fail(0, fill)
    const before = heapMiB()
    fail(fill, fill + more)
    const growth = heapMiB() - before
    // a call that stayed would hold several times as much
    t.ok(growth * 1024 ** 2 < more * 100, `${growth.toFixed(1)} MiB for ${more}`)
  })
}
