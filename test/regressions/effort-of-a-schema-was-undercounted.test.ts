// Wrong until ac853e1 (2026-11-27): long texts cost nothing, so that 300 bytes of schema made a stream of 30 MB; each look at a property
// listed all patterns of names, and each reference was looked up anew. These held every other request up for 60 to 200 ms.
import t from 'tap'
import { exampleOf } from '#src/json-example/example-of'
import { chatBody, startMock } from '../helpers/mock.ts'

const luck = (what: string): number => (what.length % 10) / 10

t.test('long texts count by their letters', async t => {
  const text = { type: 'string', minLength: 1000 }
  const list = (items: object) => ({ type: 'array', minItems: 100, maxItems: 100, items })
  const one = exampleOf(list(text), luck) as string[]
  t.equal(one.length, 100)
  t.ok(one.every(item => item.length === 1000))
  t.ok(JSON.stringify(exampleOf(list(list(text)), luck)).length < 300_000)
})

t.test('of very many patterns of names only the first are read', async t => {
  const patterns = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`^p${i}[a-z]{1,9}`, { type: 'string' }]))
  let read = 0
  const patternProperties = new Proxy(patterns, {
    get: (target, name) => {
      read += 1
      return Reflect.get(target, name)
    },
  })
  exampleOf({ type: 'object', minProperties: 20, patternProperties }, luck)
  t.ok(read > 0 && read < 10_000, `${read} reads`)
})

t.test('a reference is looked up once', async t => {
  let looks = 0
  const target = { type: 'object', properties: { a: { type: 'integer' } } }
  const root = {
    type: 'array',
    minItems: 50,
    items: { $ref: '#/$defs/one' },
    get $defs() {
      looks += 1
      return { one: target }
    },
  }
  t.equal((exampleOf(root, luck) as unknown[]).length, 50)
  // and where the keywords of the schema itself are gone through
  t.ok(looks < 20, `${looks} looks`)
})

t.test('an answer tells the beginning of a model that has no end', async t => {
  const mock = await startMock(t, { api: { models: 'any' } })
  const answer = await mock.chat({ body: chatBody({ model: 'm'.repeat(300_000) }) })
  t.equal(answer.status, 200)
  t.match(await answer.json(), { model: /^m{1000}…$/ })
})
