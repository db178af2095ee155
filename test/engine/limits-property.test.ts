import fc from 'fast-check'
import t from 'tap'
import type { Decision } from '#src/engine/decide'
import { dimensions } from '#src/groq/limits'
import { resetText } from '#src/groq/rate-limit-headers'
import { refillMs } from '#src/groq/refill-ms'
import { limitList } from '#src/outcomes/limit-list'
import { bounded } from '../helpers/bounded.ts'
import { askAt, freshState, scenarioOf, short } from '../helpers/deciding.ts'

const limits = fc.record(
  {
    rpm: fc.integer({ min: 1, max: 30 }),
    rpd: fc.integer({ min: 1, max: 1000 }),
    itpm: fc.integer({ min: 50, max: 5000 }),
    otpm: fc.integer({ min: 50, max: 5000 }),
    tpm: fc.integer({ min: 50, max: 5000 }),
    tpd: fc.integer({ min: 50, max: 500_000 }),
  },
  { requiredKeys: ['rpm'] },
)

interface Step {
  /** Milliseconds since the step before. */
  readonly after: number
  readonly tokens: number
  readonly completion: number
  /** Whether its exchange is over before the next one comes. */
  readonly isOver: boolean
}

const asks = fc.array(
  fc.record<Step>({
    after: fc.integer({ min: 0, max: 5000 }),
    tokens: fc.integer({ min: 4, max: 400 }),
    completion: fc.nat(600),
    isOver: fc.boolean(),
  }),
  { minLength: 10, maxLength: 60 },
)

const speeds = fc.constantFrom(0.5, 1, 7, 60)

const body = (tokens: number) => ({ messages: [{ role: 'user', content: 'x'.repeat(4 * (tokens - 4)) }] })

/** A session in which all of these have been asked, and what they got. */
const played = (api: object, steps: readonly Step[], speed: number) => {
  const state = { ...freshState(scenarioOf({ api: { limits: [api] } })), speed }
  const got: Decision[] = []
  let now = 0
  for (const { after, tokens, completion, isOver } of steps) {
    now += after
    const decision = askAt(state, { ms: now, call: { body: body(tokens) } })
    decision.standing.meter?.answered({ prompt: tokens, completion }, null)
    if (isOver) decision.hold?.settle(now, true)
    got.push(decision)
  }
  return { state, got, now }
}

const shownBy = ({ standing }: Decision): readonly string[] => limitList('tokens', standing.limits, 1, 0)

t.test('headers hold whole numbers and durations, nothing below zero, whatever was asked', async () => {
  fc.assert(
    fc.property(limits, asks, speeds, (api, steps, speed) =>
      played(api, steps, speed).got.every(decision =>
        shownBy(decision).every((text, i) => i % 2 === 0 || /^\d+$|^(\d+h)?(\d+m)?[\d.]+(m|µ)?s$/.test(text)),
      ),
    ),
  )
})

t.test('a reset is (limit − remaining) × window / limit of the numbers next to it, whatever was asked', async () => {
  fc.assert(
    fc.property(limits, asks, speeds, (api, steps, speed) =>
      played(api, steps, speed).got.every(decision => {
        const [limitRequests, limitTokens, requests, tokens, requestReset, tokenReset] = shownBy(decision).filter(
          (_, i) => i % 2 === 1,
        )
        const shown = decision.standing.limits
        const reset = (limit: string | undefined, remaining: string | undefined, windowMs: number, real: boolean) =>
          resetText(Number(limit) - Number(remaining), Number(limit), windowMs, real ? speed : 1)
        return (
          requestReset === reset(limitRequests, requests, 86_400_000, shown !== null) &&
          tokenReset === reset(limitTokens, tokens, 60_000, shown !== null)
        )
      }),
    ),
  )
})

/** The kept limit of a refusal. */
const keptBy = ({ trace }: Decision) => trace?.limits?.reduce((a, b) => (b.waitMs > a.waitMs ? b : a))

t.test(
  'who waits for what it is told, to the second or to the nanosecond, succeeds next; who comes a unit sooner does not',
  async t => {
    let refused = 0
    fc.assert(
      fc.property(limits, asks, speeds, fc.boolean(), (api, steps, speed, bySecond) => {
        const { state, got, now } = played(api, steps, speed)
        const [last, tokens] = [got.at(-1), steps.at(-1)?.tokens ?? 4]
        if (!last || short(last) !== 429) return true
        refused += 1
        const kept = keptBy(last)
        if (!kept) return false
        const { waitMs = 0 } = last.standing.refusal ?? {}
        const ask = (realMs: number) => short(askAt(state, { ms: now + realMs * speed, call: { body: body(tokens) } }))
        const seconds = Number(last.headers?.['retry-after'])
        if (seconds !== Math.ceil(waitMs / 1000)) return false
        const early = waitMs - dimensions[kept.dimension].windowMs / kept.limit / speed - 1
        if (early > 0 && ask(early) !== 429) return false
        return ask(bySecond ? seconds * 1000 : waitMs) === 'complete'
      }),
      { numRuns: bounded(2000) },
    )
    t.ok(refused > bounded(400), `${refused} of ${bounded(2000)} were refused`)
  },
)

t.test('the wait of a 429 is the formula of the numbers that it prints, to the nanosecond', async () => {
  fc.assert(
    fc.property(limits, asks, speeds, (api, steps, speed) =>
      played(api, steps, speed).got.every(decision => {
        const { refusal } = decision.standing
        if (!refusal || short(decision) !== 429) return true
        const kept = keptBy(decision)
        if (!kept) return false
        const { used, requested, limit, waitMs } = refusal
        if (![used, requested, limit].every(Number.isSafeInteger)) return false
        const sessionNs = refillMs(used + requested - limit, limit, dimensions[kept.dimension].windowMs) * 1e6
        return used + requested > limit && waitMs === Math.ceil(Math.round(sessionNs) / speed) / 1e6
      }),
    ),
    { numRuns: bounded(300) },
  )
})

t.test('requests that were served are never more than limit and refill', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), asks, (rpm, steps) => {
      const { got, now } = played({ rpm }, steps, 1)
      return got.filter(decision => short(decision) === 'complete').length <= rpm + (now / 60_000) * rpm + 1e-6
    }),
  )
})

t.test('tokens in use at once are never more than the limit where completions are reserved', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 500, max: 5000 }), asks, (tpm, steps) => {
      const state = freshState(scenarioOf({ api: { reserveMaxTokens: true, limits: [{ tpm }] } }))
      let now = 0
      let served = 0
      for (const { after, tokens, completion } of steps) {
        now += after
        const call = { body: { ...body(tokens), max_completion_tokens: completion + 1 } }
        const decision = askAt(state, { ms: now, call })
        if (short(decision) !== 'complete') continue
        served += tokens + completion
        decision.standing.meter?.answered({ prompt: tokens, completion }, null)
        decision.hold?.settle(now, true)
      }
      return served <= tpm + (now / 60_000) * tpm + 0.5
    }),
  )
})
