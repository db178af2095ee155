import fc from 'fast-check'
import t from 'tap'
import { BodyEnd } from '#src/wire/body-end'

const KEPT = 4096

t.test('it is what all parts end with, whatever their sizes', async () => {
  const part = fc.oneof(fc.uint8Array({ maxLength: 3 }), fc.uint8Array({ maxLength: 6000, size: 'max' }))
  fc.assert(
    fc.property(fc.array(part, { maxLength: 120, size: 'max' }), parts => {
      const end = new BodyEnd()
      for (const one of parts) end.add(one)
      const all = Buffer.concat(parts)
      const seen = Buffer.from(end.bytes ?? [])
      return all.subarray(-KEPT).equals(seen.subarray(-KEPT)) && seen.length <= KEPT
    }),
    { numRuns: 100 },
  )
})

t.test('of a body of which nothing was sent there is no end', async t => {
  const end = new BodyEnd()
  end.add(new Uint8Array())
  t.equal(end.bytes, null)
})

t.test('of a body of single bytes it is the last of them', async t => {
  const end = new BodyEnd()
  for (let i = 0; i < 10_000; i += 1) end.add(Buffer.from([i & 0xff]))
  t.equal(end.bytes?.length, KEPT)
  t.equal(end.bytes?.at(-1), 9999 & 0xff)
})
