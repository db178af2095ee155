import fc from 'fast-check'
import t from 'tap'
import { BodyEnd } from '#src/wire/body-end'
import { errorTextOf } from '#src/wire/error-text'

const KEPT = 4096

t.test('it is what all parts end with, whatever their sizes', async () => {
  const part = fc.oneof(fc.uint8Array({ maxLength: 3 }), fc.uint8Array({ maxLength: 6000, size: 'max' }))
  fc.assert(
    fc.property(fc.array(part, { maxLength: 120, size: 'max' }), parts => {
      const end = new BodyEnd({ isSuccess: false })
      for (const one of parts) end.add(one)
      const all = Buffer.concat(parts)
      const seen = Buffer.from(end.bytes ?? [])
      return all.subarray(-KEPT).equals(seen.subarray(-KEPT)) && seen.length <= KEPT
    }),
    { numRuns: 100 },
  )
})

t.test('of a body of which nothing was sent there is no end', async t => {
  const end = new BodyEnd({ isSuccess: false })
  end.add(new Uint8Array())
  t.equal(end.bytes, null)
})

t.test('of a body of single bytes it is the last of them', async t => {
  const end = new BodyEnd({ isSuccess: false })
  for (let i = 0; i < 10_000; i += 1) end.add(Buffer.from([i & 0xff]))
  t.equal(end.bytes?.length, KEPT)
  t.equal(end.bytes?.at(-1), 9999 & 0xff)
})

const successOf = (parts: readonly Uint8Array[]): BodyEnd => {
  const end = new BodyEnd({ isSuccess: true })
  for (const part of parts) end.add(part)
  return end
}

t.test('the end of a success tells of an error what all of it tells, however it is cut', async () => {
  const line = fc.constantFrom(
    'data: {"choices":[{"delta":{"content":"word"}}]}\n\n',
    'data: {"choices":[{"delta":{"content":"an error, and \\"error\\": too"}}]}\n\n',
    'event: error\ndata: {"error":{"message":"ü is over capacity"}}\n\n',
    'data: {"error":{"message":"x"}}\n\n',
    'xdata: {"error":1}\n\n',
    ': ping\n\n',
    'data: [DONE]\n\n',
  )
  const text = fc.array(line, { maxLength: 60, size: 'max' }).map(lines => Buffer.from(lines.join('')))
  const told = (last: Uint8Array | null) => errorTextOf({ status: 200, headers: [], last })
  fc.assert(
    fc.property(text, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 }), (bytes, sizes) => {
      const parts: Uint8Array[] = []
      for (let [at, i] = [0, 0]; at < bytes.length; i += 1) {
        const size = sizes[i % sizes.length] ?? 1
        parts.push(bytes.subarray(at, at + size))
        at += size
      }
      return told(successOf(parts).bytes) === told(bytes)
    }),
    { numRuns: 300 },
  )
})

t.test('of a success that speaks of no error next to nothing is remembered', async t => {
  const events = Array.from({ length: 100 }, () => Buffer.from('data: {"choices":[]}\n\n'))
  t.ok((successOf(events).bytes?.length ?? Infinity) < 20)
  t.equal(successOf([]).bytes, null)
  t.equal(successOf([new Uint8Array()]).bytes, null)
})

t.test('an error that ends a success is told wherever its event is cut', async t => {
  for (const begins of ['event: error\ndata: {"error":1}\n\n', 'data: {"error":1}\n\n']) {
    const bytes = Buffer.from(`data: {"choices":[]}\n\n${begins}`)
    const told = Array.from(bytes.keys(), at => {
      const last = successOf([bytes.subarray(0, at), ...Array.from(bytes.subarray(at), byte => Buffer.of(byte))]).bytes
      return errorTextOf({ status: 200, headers: [], last })
    })
    t.same([...new Set(told)], ['data: {"error":1}\n\n'])
  }
})

t.test('of a long part of a success only the last bytes are looked at, as they are all that is told of', async t => {
  const error = 'event: error\ndata: {"error":1}\n\n'
  const padding = `${'x'.repeat(5000)}\n`
  for (const text of [padding + error, error + padding, padding + error + padding, padding.repeat(100)]) {
    const bytes = Buffer.from(text)
    const told = (last: Uint8Array | null) => errorTextOf({ status: 200, headers: [], last })
    t.equal(told(successOf([bytes]).bytes), told(bytes))
    t.equal(told(successOf([Buffer.from('ev'), bytes]).bytes), told(bytes))
  }
})
