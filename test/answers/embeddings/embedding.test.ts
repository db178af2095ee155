import fc from 'fast-check'
import t from 'tap'
import type { AnswerContext } from '#src/answers/answer'
import { answer } from '#src/answers/index'
import { estimateTokens } from '#src/tokens'
import { asking, bodyOf, type Changes, fresh, wholeOf } from '../asking.ts'

const model = 'nomic-embed-text-v1_5'

/** The first numbers of the vector of "Hello, world". */
const WORLD: readonly number[] = [0.0576505698, 0.00747819897, -0.0070944652, 0.0042553856]

const embedding = (body: Readonly<Record<string, unknown>>, changes: Changes = {}): AnswerContext =>
  asking(body, { operation: 'createEmbedding', model, body, ...changes })

const vectorsOf = (input: unknown, more: object = {}): number[][] =>
  wholeOf(embedding({ input, ...more })).data.map((one: { embedding: number[] }) => one.embedding)

const vectorOf = (input: unknown, more: object = {}): number[] => vectorsOf(input, more)[0] ?? []

const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, i) => sum + value * (other[i] ?? 0), 0)

const near = (one: string, other: string): number => dot(vectorOf(one), vectorOf(other))

t.test('an answer has every key, in the order of the wire', async t => {
  const whole = wholeOf(embedding({ input: ['a', 'b'] }))
  t.strictSame(Object.keys(whole), ['object', 'data', 'model', 'usage'])
  t.strictSame(Object.keys(whole.data[0]), ['object', 'index', 'embedding'])
  t.strictSame(Object.keys(whole.usage), ['prompt_tokens', 'total_tokens'])
  t.match(whole, { object: 'list', model, data: [{ object: 'embedding', index: 0 }, { index: 1 }] })
})

const texts = ['', '!', 'a', 'The quick brown fox', '速い茶色の狐', '🦊', 'word '.repeat(20_000)]

for (const text of texts) {
  t.test(`a text becomes a unit vector of the model's length: ${text.slice(0, 30)}`, async t => {
    const vector = vectorOf(text)
    t.equal(vector.length, 768)
    t.ok(Math.abs(dot(vector, vector) - 1) < 1e-5)
  })
}

t.test('a text always has the same vector, whatever seed, request and neighbours are', async t => {
  const vector = vectorOf('Hello')
  t.strictSame(vectorsOf(['other', 'Hello'])[1], vector)
  const elsewhere = embedding({ input: 'Hello', user: 'u' }, { seed: 99, fingerprint: 'another' })
  t.strictSame(wholeOf(elsewhere, {}, { nowMs: 1, uuid: 'x', jitter: 0 }).data[0].embedding, vector)
  t.notSame(vectorOf('Goodbye'), vector)
})

t.test('a vector is the same from version to version: clients keep them', async t => {
  t.strictSame(vectorOf('Hello, world').slice(0, 4), WORLD)
})

t.test('each model has a space of its own', async t => {
  const other = wholeOf(embedding({ input: 'Hello' }, { model: 'another' })).data[0].embedding
  t.ok(Math.abs(dot(other, vectorOf('Hello'))) < 0.3)
})

t.test('similar texts are nearer than different ones', async t => {
  const about = 'How do I reset my password?'
  t.ok(near(about, 'how do i reset my password') > 0.9)
  t.ok(near(about, 'I forgot my password and want to reset it') > 0.4)
  t.ok(near(about, 'Bananas ripen faster beside apples') < 0.2)
  t.ok(near('she walks', 'walking') > near('she walks', 'banana'))
})

t.test('fewer dimensions are the start of the vector, made a unit again', async t => {
  const whole = vectorOf('Hello')
  for (const dimensions of [1, 64, 256, 768]) {
    const part = vectorOf('Hello', { dimensions })
    t.equal(part.length, dimensions)
    t.ok(Math.abs(dot(part, part) - 1) < 1e-5)
    t.ok(Math.abs(dot(part, whole) - Math.hypot(...whole.slice(0, dimensions))) < 1e-5)
  }
})

t.test('what is no length the model can give is left unsaid', async t => {
  for (const dimensions of [null, 0, -1, 1.5, 769, 'a']) t.equal(vectorOf('Hello', { dimensions }).length, 768)
})

t.test('base64 holds the same numbers, four bytes each, the lowest first', async t => {
  const written = vectorOf('Hello', { encoding_format: 'base64' })
  const bytes = Buffer.from(String(written), 'base64')
  t.equal(bytes.length, 768 * 4)
  const read = Array.from({ length: 768 }, (_, i) => bytes.readFloatLE(i * 4))
  t.strictSame(read, vectorOf('Hello', { encoding_format: 'float' }).map(Math.fround))
})

t.test('tokens may stand for a text', async t => {
  t.equal(vectorsOf([1, 2, 3]).length, 1)
  t.strictSame(vectorsOf([[1, 2, 3], [4]])[0], vectorOf([1, 2, 3]))
  t.notSame(vectorOf([[4]]), vectorOf([1, 2, 3]))
  t.match(wholeOf(embedding({ input: [[1, 2, 3], [4]] })).usage, { prompt_tokens: 4, total_tokens: 4 })
})

t.test('usage counts by the common estimate, unless the scenario sets it', async t => {
  const input = ['Hello there', 'world']
  const tokens = input.reduce((sum, text) => sum + estimateTokens(text), 0)
  t.match(wholeOf(embedding({ input })).usage, { prompt_tokens: tokens, total_tokens: tokens })
  t.strictSame(answer(embedding({ input }), {}, fresh).tokens, { prompt: tokens, completion: 0 })
  const set = wholeOf(embedding({ input }), { usage: { prompt_tokens: 9, total_tokens: 11 } })
  t.match(set.usage, { prompt_tokens: 9, total_tokens: 11 })
})

t.test('no more inputs than documented are looked at', async t => {
  t.equal(vectorsOf(Array(3000).fill('a'), { dimensions: 1 }).length, 2048)
})

t.test('any JSON as body gives a list of unit vectors', async t => {
  const body = fc.oneof(fc.jsonValue(), fc.record({ input: fc.jsonValue(), dimensions: fc.jsonValue() }))
  fc.assert(
    fc.property(body, given => {
      const { data } = JSON.parse(bodyOf(answer(embedding({}, { body: given }), {}, fresh)))
      return data.every(({ embedding: vector }: { embedding: number[] }) => Math.abs(dot(vector, vector) - 1) < 1e-5)
    }),
    { numRuns: 50 },
  )
  t.pass('no body breaks it')
})
