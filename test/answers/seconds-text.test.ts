import fc from 'fast-check'
import t from 'tap'
import { secondsText } from '#src/answers/chat/seconds-text'

t.test('nanoseconds read as their number of seconds prints, digit by digit', async t => {
  fc.assert(fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), ns => secondsText(ns) === String(ns / 1e9)))
  fc.assert(fc.property(fc.nat({ max: 2e10 }), ns => secondsText(ns) === String(ns / 1e9)))
  for (const ns of [0, 1, 999, 1000, 1_500_000, 999_999_999, 1e9, 1_000_000_001, 12e9, 999_999_999_999_999, 1e15])
    t.equal(secondsText(ns), String(ns / 1e9))
})
