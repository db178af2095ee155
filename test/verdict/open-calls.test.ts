import { test } from 'tap'
import { attemptOf } from '#src/verdict/attempt'
import { OpenCalls } from '#src/verdict/open-calls'
import { entryOf } from './journals.ts'

const ENTRIES = 100_000

/** Judges many failed calls, `apartMs` from one to the next, and tells how many were handed on: at most with one entry, and in all. */
const handedOn = (apartMs: number): { atMost: number; inAll: number; cutShort: number; after: number } => {
  let inAll = 0
  const calls = new OpenCalls(() => {
    inAll += 1
  })
  let atMost = 0
  const failed = { status: 503, takes: 0 }
  const made = { attempt: 1, count: null, certainty: 'inferred', follows: null, model: 'm', onConnection: 1 } as const
  for (let i = 0; i < ENTRIES; i += 1) {
    const entry = entryOf(failed, { ...made, id: `c-${i}`, at: i * apartMs, fingerprint: `p-${i}` })
    const before = inAll
    calls.add(entry, attemptOf(entry))
    atMost = Math.max(atMost, inAll - before)
  }
  const { cutShort } = calls
  const left = [...calls.ends()].length
  return { atMost, inAll: inAll - left, cutShort, after: left }
}

test('calls are handed on a few at a time', async t => {
  t.test('that are over', async t => {
    const { atMost, inAll, cutShort, after } = handedOn(20)
    t.ok(atMost > 0 && atMost <= 5, `${atMost} with one entry`)
    t.equal(inAll + after, ENTRIES, 'and each of them once')
    t.equal(cutShort, 0)
    t.ok(after < 25_000, `${after} are held`)
  })

  t.test('and those that may go on, where there are too many', async t => {
    const { atMost, inAll, cutShort, after } = handedOn(1)
    t.ok(atMost > 0 && atMost <= 5, `${atMost} with one entry`)
    t.equal(inAll + after, ENTRIES, 'and each of them once')
    t.equal(cutShort, inAll)
    t.ok(after < 45_000, `${after} are held`)
  })
})
