import type { Call } from '#src/call'
import type { Entry } from '#src/journal/entry'
import { Calls } from '#src/session/calls'
import { endingOf } from '#src/session/ending'
import { entryOf, type Shot, toldOf } from './journals.ts'

/** A request that a simulated client sends. */
export interface Request {
  readonly prompt: string
  readonly key?: string
  readonly model?: string
  /** `x-stainless-retry-count`. */
  readonly count?: number
  /** `idempotency-key`. */
  readonly name?: string
  /** Whether it comes over a connection of its own. */
  readonly fresh?: boolean
}

/** What a simulated client may do: send, and wait. Everything takes its time, and none of it is real. */
export interface World {
  readonly luck: () => number
  send(request: Request): Promise<Shot>
  sleep(ms: number): Promise<void>
}

/** A client: sends its calls and decides what comes next. */
export type Client = (world: World, call: number) => Promise<void>

/** What the server answers to a request: the time it comes, how many came before it, and how many equal ones. */
export type Server = (at: number, nth: number, equal: number, luck: () => number) => Shot

/** Numbers between 0 and 1 that depend on nothing but the seed. */
export const luckOf = (seed: number): (() => number) => {
  let state = (seed * 2_654_435_761) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Waking {
  readonly at: number
  readonly wake: () => void
}

/** A clock that jumps from one waking to the next. */
class Time {
  now = 0
  readonly #wakings: Waking[] = []

  until(at: number): Promise<void> {
    return new Promise(wake => {
      this.#wakings.push({ at, wake })
    })
  }

  async run(): Promise<void> {
    for (;;) {
      // what was woken may fall asleep again before time goes on
      await new Promise(resolve => setImmediate(resolve))
      this.#wakings.sort((a, b) => a.at - b.at)
      const next = this.#wakings.shift()
      if (!next) return
      this.now = Math.max(this.now, next.at)
      next.wake()
    }
  }
}

const asCall = ({ prompt, key = 'gsk', model = '', count, name }: Request): Call =>
  ({
    retryCount: count ?? null,
    fingerprint: `${model} ${prompt}`,
    key,
    headers: {},
    selection: { call: name ?? null },
  }) as unknown as Call

/** Runs clients against a server in no time: the journal that it would have, with the calls told apart as the mock does it. */
export const simulated = async (
  clients: readonly Client[],
  server: Server,
  seed: number,
): Promise<readonly Entry[]> => {
  const luck = luckOf(seed)
  const time = new Time()
  const calls = new Calls()
  const entries: Entry[] = []
  const equal = new Map<string, number>()
  let [nth, connections] = [0, 0]

  const send = async (request: Request): Promise<Shot> => {
    await time.until(time.now + 0.5 + 2 * luck())
    const at = time.now
    const call = asCall(request)
    const isFresh = request.fresh ?? false
    if (isFresh) connections += 1
    const ticket = calls.arrive(call, { startedMs: at, openedMs: isFresh ? at - 0.3 : null })
    const before = equal.get(call.fingerprint) ?? 0
    equal.set(call.fingerprint, before + 1)
    const shot = server(at, nth, before, luck)
    nth += 1
    const takes = shot.takes ?? 5 + 20 * luck()
    await time.until(at + takes)
    const { status = 200 } = shot
    const told = toldOf(shot)
    const failed = status === null || status >= 400
    const ended = { failed, leftByClient: false, status, answeredMs: at + takes, generationFailed: false, told }
    calls.ended(ticket, endingOf(ended), time.now)
    const { call: id, attempt, certainty, follows } = ticket
    const who = { id, at, attempt, certainty, follows, fingerprint: call.fingerprint, model: request.model ?? 'a' }
    const where = isFresh ? { connection: 100 + connections, onConnection: 1 } : {}
    entries.push(entryOf({ ...shot, takes, ...where }, { ...who, count: request.count ?? null, onConnection: 2 + nth }))
    await time.until(time.now + 0.5 + 2 * luck())
    return shot
  }

  // timers fire late by a little, now and then by more
  const sleep = (ms: number): Promise<void> => time.until(time.now + ms + 2 * luck() + (luck() < 0.1 ? 15 * luck() : 0))

  const world: World = { luck, send, sleep }
  const all = Promise.all(clients.map((client, i) => client(world, i)))
  await time.run()
  await all
  return entries
}
