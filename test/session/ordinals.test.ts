import fc from 'fast-check'
import t from 'tap'
import { Ordinals } from '#src/session/ordinals'
import { Recent } from '#src/session/recent'
import { Tally } from '#src/tally'

t.test('fingerprints are counted as by a map that forgets what did not come for long', async () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 60 }),
      fc.array(fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 200 })), { maxLength: 600 }),
      (most, came) => {
        const ordinals = new Ordinals(most, new Tally())
        const model = new Recent<string, number>(most)
        for (const one of came) {
          const fingerprint = `place-${one}`
          const ordinal = (model.get(fingerprint) ?? 0) + 1
          model.set(fingerprint, ordinal)
          if (ordinals.next(fingerprint) !== ordinal) return false
        }
        return true
      },
    ),
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
