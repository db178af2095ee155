import fc from 'fast-check'
import t from 'tap'
import { Ordinals } from '#src/session/ordinals'
import { Tally } from '#src/tally'

const anyRun = [
  fc.integer({ min: 2, max: 60 }),
  fc.array(fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 200 })), { maxLength: 600 }),
] as const

/** Counts in two maps, of which the older is forgotten when the younger is full. */
const inMaps = (most: number) => {
  let [young, old] = [new Map<string, number>(), new Map<string, number>()]
  return (fingerprint: string): number => {
    const ordinal = (young.get(fingerprint) ?? old.get(fingerprint) ?? 0) + 1
    young.set(fingerprint, ordinal)
    if (young.size >= most / 2) [young, old] = [new Map(), young]
    return ordinal
  }
}

t.test('fingerprints are counted as by a map that forgets what did not come for long', async () => {
  fc.assert(
    fc.property(...anyRun, (most, came) => {
      const [ordinals, next] = [new Ordinals(most, new Tally()), inMaps(most)]
      for (const one of came) {
        const fingerprint = `place-${one}`
        if (ordinals.next(fingerprint) !== next(fingerprint)) return false
      }
      return true
    }),
    { examples: [[3, [1, 0, 0, 1, 2, 0]]] },
  )
})

t.test('at least half of them are remembered, and never more', async () => {
  fc.assert(
    fc.property(...anyRun, (most, came) => {
      const ordinals = new Ordinals(most, new Tally())
      /** The last ordinal of each, the latest at the end. */
      const last = new Map<number, number>()
      for (const one of came) {
        const newer = [...last.keys()].reverse().indexOf(one)
        const ordinal = ordinals.next(`place-${one}`)
        const isRemembered = newer !== -1 && newer < Math.ceil(most / 2)
        if (isRemembered && ordinal !== (last.get(one) ?? 0) + 1) return false
        if ((newer === -1 || newer >= most) && ordinal !== 1) return false
        last.delete(one)
        last.set(one, ordinal)
      }
      return true
    }),
  )
})

t.test(
  'what they take in memory is counted, stays the same once there are many, and is nothing once they are forgotten',
  async t => {
    const tally = new Tally()
    const ordinals = new Ordinals(10_000, tally)
    t.equal(tally.bytes, 0)
    ordinals.next('a')
    t.ok(tally.bytes > 0 && tally.bytes < 500, String(tally.bytes))
    for (let i = 0; i < 20_000; i += 1) ordinals.next(`f${i}`)
    const full = tally.bytes
    for (let i = 0; i < 20_000; i += 1) ordinals.next(`g${i}`)
    t.equal(tally.bytes, full)
    t.ok(full <= 12 * 4 * 10_000, String(full))
    ordinals.clear()
    t.equal(tally.bytes, 0)
    t.equal(ordinals.next('a'), 1)
  },
)
