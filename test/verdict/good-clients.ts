import type { Shot } from './journals.ts'
import type { Client, Request, Server, World } from './simulated.ts'

/** The wait before the next attempt, in milliseconds; null gives up. `n` is the number of the failure, from 1. */
type Backoff = (n: number, luck: () => number, before: number) => number | null

const isFailed = ({ status = 200 }: Shot): boolean => status === null || status >= 400
const mayPass = ({ status = 200 }: Shot): boolean =>
  status === null || [408, 409, 429, 498].includes(status) || (status >= 500 && status !== 501)
const toldMs = ({ retryAfter, told }: Shot): number =>
  told?.tryAgainInMs ?? (retryAfter === undefined ? 0 : retryAfter * 1000)

interface Manner {
  readonly backoff: Backoff
  /** What each attempt looks like: the SDKs count, others do not. */
  readonly request?: (request: Request, attempt: number, call: number) => Request
  /** Whether the stack below sends again by itself where a connection breaks. */
  readonly resends?: boolean
}

/** A client that tries again after what may pass, and never before it was told. */
const retrying =
  (
    { backoff, request = one => one, resends = false }: Manner,
    prompt: (call: number) => string = call => `p${call}`,
  ): Client =>
  async (world, call) => {
    let waited = 0
    for (let n = 1; ; n += 1) {
      const asked = request({ prompt: prompt(call) }, n, call)
      let shot = await world.send(asked)
      if (resends && shot.status === null) {
        await world.sleep(2 + 5 * world.luck())
        shot = await world.send(asked)
      }
      if (!isFailed(shot) || !mayPass(shot)) return
      const own = backoff(n, world.luck, waited)
      if (own === null) return
      waited = Math.max(own, toldMs(shot))
      await world.sleep(waited)
    }
  }

const upTo =
  (attempts: number, wait: (n: number, luck: () => number, before: number) => number): Backoff =>
  (n, luck, before) =>
    n >= attempts ? null : wait(n, luck, before)

const fullJitter = (baseMs: number, capMs: number, attempts: number): Backoff =>
  upTo(attempts, (n, luck) => luck() * Math.min(capMs, baseMs * 2 ** n))
const decorrelated = (baseMs: number, capMs: number, attempts: number): Backoff =>
  upTo(attempts, (_, luck, before) => Math.min(capMs, baseMs + luck() * (Math.max(baseMs, before) * 3 - baseMs)))
const around = (baseMs: number, factor: number, part: number, attempts: number): Backoff =>
  upTo(attempts, (n, luck) => baseMs * factor ** (n - 1) * (1 - part + 2 * part * luck()))
const gax = upTo(6, (n, luck) => luck() * Math.min(60_000, 1000 * 1.3 ** (n - 1)))
const tenacity = upTo(6, (n, luck) => luck() * Math.min(60_000, 1000 * 2 ** n))
const urllib3 = upTo(4, n => (n === 1 ? 0 : 500 * 2 ** (n - 1)))

/** Polly's DecorrelatedJitterBackoffV2, whose waits begin around a second. */
const polly: Backoff = upTo(5, (n, luck) => {
  const at = (i: number): number => {
    const t = i + luck()
    return 2 ** t * Math.tanh(Math.sqrt(4 * t))
  }
  return (1000 / 1.4) * Math.max(0, at(n - 1) - (n === 1 ? 0 : at(n - 2)))
})

/** openai and groq-sdk as they are (docs/facts/groq-wire.md §6.1); what was told takes the place of their own wait. */
const sdk =
  (prompt?: (call: number) => string): Client =>
  async (world, call) => {
    for (let count = 0; ; count += 1) {
      const shot = await world.send({ prompt: prompt?.(call) ?? `p${call}`, count })
      if (!isFailed(shot) || !mayPass(shot) || shot.status === 498 || count === 2) return
      const own = Math.min(8000, 500 * 2 ** count) * (1 - 0.25 * world.luck())
      await world.sleep(toldMs(shot) > 0 && toldMs(shot) <= 60_000 ? toldMs(shot) : own)
    }
  }

/** The same request a little later, before the first was answered; whichever comes first wins. */
const hedging: Client = async (world, call) => {
  const request = { prompt: `p${call}`, fresh: true }
  for (let n = 1; n <= 4; n += 1) {
    const shots: Shot[] = []
    const first = async (): Promise<void> => {
      shots.push(await world.send(request))
    }
    const later = async (): Promise<void> => {
      await world.sleep(5)
      if (shots.length === 0) shots.push(await world.send(request))
    }
    await Promise.all([first(), later()])
    if (!shots.every(shot => isFailed(shot) && mayPass(shot))) return
    await world.sleep(Math.max(...shots.map(toldMs), world.luck() * 1000 * 2 ** n))
  }
}

const rotating: Client = async (world, call) => {
  for (const key of ['gsk_one', 'gsk_two', 'gsk_three'])
    if (!isFailed(await world.send({ prompt: `p${call}`, key }))) return
}

const fallingBack: Client = async (world, call) => {
  for (const model of ['a', 'b', 'c']) if (!isFailed(await world.send({ prompt: `p${call}`, model }))) return
}

const named = (request: Request, _: number, call: number): Request => ({ ...request, name: `key-${call}` })

const alike = (client: Client, many: number): readonly Client[] => Array.from({ length: many }, () => client)

/** One after the other, some milliseconds apart, as tests of a suite come. */
const oneByOne = (client: Client, many: number): readonly Client[] => [
  async (world: World) => {
    for (let call = 0; call < many; call += 1) {
      await client(world, call)
      await world.sleep(5 + 45 * world.luck())
    }
  },
]

/** Calls that begin some time after each other. */
const spread = (client: Client, many: number): readonly Client[] =>
  Array.from(
    { length: many },
    (): Client => async (world, call) => {
      await world.sleep(call * 300 * world.luck())
      await client(world, call)
    },
  )

/** Servers that fail in ways that a good client meets well. */
export const servers: Readonly<Record<string, Server>> = {
  'the first attempts fail': (_at, _nth, equal) => (equal < 2 ? { status: 503 } : {}),
  'down for six seconds': at => (at < 6000 ? { status: 503 } : {}),
  'always down': () => ({ status: 503 }),
  flaky: (_at, _nth, _equal, luck) => (luck() < 0.3 ? { status: luck() < 0.5 ? 502 : 500 } : {}),
  'resets connections': (_at, _nth, equal, luck) =>
    equal === 0 || luck() < 0.2 ? { status: null, flaws: ['reset'] } : {},
  'limited to the second': (_at, nth) =>
    nth < 15
      ? { status: 429, retryAfter: 2, told: { tryAgainInMs: 1234.5 } }
      : { remaining: { requests: 5, amount: 0 } },
  'refuses for good': () => ({ status: 400 }),
}

/** Clients that do nothing wrong, as they come: how many, and how. */
export const goodClients: Readonly<Record<string, readonly Client[]>> = {
  'AWS full jitter, 1 s': spread(retrying({ backoff: fullJitter(1000, 20_000, 6) }), 20),
  'AWS full jitter, 50 ms': spread(retrying({ backoff: fullJitter(50, 5000, 8) }), 20),
  'decorrelated jitter': spread(retrying({ backoff: decorrelated(1000, 20_000, 8) }), 20),
  'gRPC A6': spread(retrying({ backoff: around(1000, 2, 0.2, 5) }), 20),
  gax: spread(retrying({ backoff: gax }), 20),
  'tenacity random_exponential': spread(retrying({ backoff: tenacity }), 20),
  'urllib3 Retry': oneByOne(retrying({ backoff: urllib3 }), 6),
  'like Polly': spread(retrying({ backoff: polly }), 20),
  'the SDKs on their defaults': spread(sdk(), 20),
  hedging: spread(hedging, 20),
  'key rotation': spread(rotating, 20),
  'model fallback': spread(fallingBack, 20),
  'equal prompts in a test suite, SDK': oneByOne(
    sdk(() => 'Hello'),
    6,
  ),
  'equal prompts in a test suite, one attempt each': oneByOne(async world => {
    await world.send({ prompt: 'Hello', count: 0 })
  }, 6),
  '20 equal calls at once, SDK': alike(
    sdk(() => 'Hello'),
    20,
  ),
  '20 equal calls at once, fresh connections': alike(
    retrying({ backoff: fullJitter(1000, 20_000, 4), request: one => ({ ...one, fresh: true }) }, () => 'Hello'),
    20,
  ),
  'a stack that sends again by itself': spread(
    retrying({ backoff: fullJitter(1000, 20_000, 4), resends: true, request: one => ({ ...one, fresh: true }) }),
    12,
  ),
  'one idempotency key a call': spread(retrying({ backoff: fullJitter(1000, 20_000, 5), request: named }), 20),
  'obeys to the exact bucket': spread(retrying({ backoff: fullJitter(500, 20_000, 4), request: named }), 20),
}
