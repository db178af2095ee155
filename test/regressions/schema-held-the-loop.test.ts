// Wrong until 0fb0a4b (2026-11-26): patterns of a schema were compiled and tried without counting, so that 921 bytes of
// `response_format` took half a minute, and 18 KB two and a half; every other request waited meanwhile.
import t from 'tap'
import { exampleOf } from '#src/json-example/example-of'
import { cpuMsOf } from '../helpers/cpu-time.ts'
import { chatBody, startMock } from '../helpers/mock.ts'

const luck = (what: string): number => (what.length % 10) / 10

const many = (count: number, of: (i: number) => unknown): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, of(i)]))

const heavy = 'a{1000}'
const nested = (depth: number): object => {
  let schema: object = { type: 'string' }
  for (let i = 0; i < depth; i += 1)
    schema = { allOf: [schema, { type: 'object', properties: many(300, () => ({ type: 'string' })) }] }
  return schema
}

const schemas: Readonly<Record<string, object>> = {
  names: { type: 'object', propertyNames: { pattern: heavy.repeat(100) }, minProperties: 3 },
  properties: { type: 'object', properties: many(30, i => ({ type: 'string', pattern: `${heavy.repeat(80)}${i}` })) },
  'patterns of names': { type: 'object', minProperties: 9, patternProperties: { [`(a|b)*${heavy}`]: {}, [heavy]: {} } },
  'long patterns': {
    type: 'object',
    properties: many(300, () => ({ type: 'string', pattern: '(((((a|b)|c)|d)*x)+){3}'.repeat(30), minLength: 900 })),
  },
  parts: nested(90),
}

for (const [name, schema] of Object.entries(schemas))
  t.test(`a schema can't hold the loop: ${name}`, async t => {
    exampleOf({ type: 'string', pattern: 'a+' }, luck)
    const ms = cpuMsOf(() => exampleOf(schema, luck))
    // twenty on a quiet machine; it was seconds
    t.ok(ms < 500, `${ms} ms of work`)
    t.same(exampleOf(schema, luck), exampleOf(schema, luck), 'what is made does not hang on what is kept')
  })

const asking = (schema: object) =>
  chatBody({ response_format: { type: 'json_schema', json_schema: { name: 'x', schema } } })

t.test('an answer says when the schema was too much', async t => {
  const mock = await startMock(t)
  for (const schema of Object.values(schemas).slice(0, 2))
    t.equal((await mock.chat({ body: asking(schema) })).status, 200)
  t.equal((await mock.chat({ body: asking({ type: 'object', properties: { a: { pattern: '^a{3}$' } } }) })).status, 200)
  const [first, second, third] = await mock.entries(3)
  for (const entry of [first, second])
    t.match(
      entry?.because,
      /^no rule spoke: success; the schema of the request asks for more work than one request may take/,
    )
  t.equal(third?.because, 'no rule spoke: success')
})
