import { many, time } from '../words.ts'
import { broken, brokenBy, type ExpectationKind, holds, unknown } from './expectation-kind.ts'

/** Nothing is waited for in silence for longer. */
export const deadline: ExpectationKind<'deadline'> = ms => ({
  close: closing => brokenBy('no-read-timeout', closing) ?? holds(`Nothing was waited for longer than ${time(ms)}.`),
})

/** No more requests are open at once. */
export const concurrencyMax: ExpectationKind<'concurrency.max'> = max => ({
  close: ({ run: { spans } }) => {
    const peak = spans.peak()
    if (peak > max) return broken(`${many(peak, 'request')} were open at once.`, [])
    return spans.isWhole
      ? holds(`At most ${many(peak, 'request')} ${peak === 1 ? 'was' : 'were'} open at once.`)
      : unknown('there were too many requests to count those that were open at once.')
  },
})

/** No more tokens are thrown away: delivered in streams that were broken, left, or asked for again. */
export const wastedTokensMax: ExpectationKind<'wastedTokens.max'> = max => ({
  close: ({ costs: { tokensWasted } }) =>
    tokensWasted > max
      ? broken(`${many(tokensWasted, 'token')} of streams were thrown away.`, [])
      : holds(`${many(tokensWasted, 'token')} of streams were thrown away.`),
})

/** Every rule that was planned has spoken as often as it says. */
export const complete: ExpectationKind<'complete'> = (isWanted, { contract }) => ({
  close: ({ spoken }) => {
    const times = new Map(Object.entries(spoken))
    const left = contract.planned.filter(({ name, needed }) => (times.get(name) ?? 0) < needed)
    const [first] = left
    if (!first) return holds('Every planned rule has spoken.')
    if (!isWanted) return holds('Nothing has to be met to its end.')
    return unknown(
      `rule ${JSON.stringify(first.name)} was to speak ${many(first.needed, 'time')} and spoke ${many(times.get(first.name) ?? 0, 'time')}: what it has in store was not met. Make more calls.`,
    )
  },
})
