// Wrong until 2938d44 (2026-11-26): of a schema with very many properties all were read, though only the first few thousand are looked at.
import t from 'tap'
import { exampleOf } from '#src/json-example/example-of'
import { strictProblem } from '#src/request/checks/strict-problem'
import { unsupportedKeyword } from '#src/request/checks/unsupported-keyword'

const MANY = 50_000
const names = Array.from({ length: MANY }, (_, i) => `p${i}`)

t.test('of a schema with very many properties only the first are read', async t => {
  let reads = 0
  const properties = new Proxy(Object.fromEntries(names.map(name => [name, { type: 'string' }])), {
    get: (object, name) => {
      reads += 1
      return Reflect.get(object, name)
    },
  })
  const schema = { type: 'object', properties, required: names, additionalProperties: false }
  const looks: Readonly<Record<string, () => unknown>> = {
    strictProblem: () => strictProblem(schema),
    unsupportedKeyword: () => unsupportedKeyword(schema, 'N'),
    exampleOf: () => exampleOf(schema, () => 0.5),
    'exampleOf, none required': () => exampleOf({ type: 'object', properties }, () => 0.5),
  }
  for (const [name, look] of Object.entries(looks)) {
    reads = 0
    look()
    t.ok(reads < MANY, `${name} reads ${reads}`)
    // an example of so many gives up before it has begun
    if (!name.startsWith('exampleOf')) t.ok(reads > 0, name)
  }
})
