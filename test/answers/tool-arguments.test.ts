import { Ajv } from 'ajv'
import fc from 'fast-check'
import t from 'tap'
import { luckOf } from '../../src/answers/luck.ts'
import { exampleOf } from '../../src/answers/tool-arguments.ts'

const luck = luckOf({ fingerprint: 'a7c1', seed: 1 })
const ajv = new Ajv({ strict: false, validateFormats: false })

const schemas: readonly object[] = [
  { type: 'object', required: ['city'], properties: { city: { type: 'string' }, days: { type: 'integer' } } },
  { type: 'object', required: ['unnamed'] },
  { properties: { list: { items: { type: 'number', minimum: 0, maximum: 1 }, minItems: 3 } }, required: ['list'] },
  { type: 'integer', minimum: 5, maximum: 5 },
  { type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 2 },
  { type: 'integer', maximum: -4 },
  { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.001 },
  { type: 'number', maximum: -10 },
  { type: ['null', 'boolean'] },
  { type: 'null' },
  { const: { any: ['thing'] } },
  { enum: ['a', 2, null] },
  { type: 'string', minLength: 30 },
  { type: 'string', maxLength: 2 },
  { type: 'array', maxItems: 0 },
  { anyOf: [{ type: 'integer' }, { type: 'string' }] },
  {
    $ref: '#/$defs/point',
    $defs: { point: { type: 'object', required: ['x'], properties: { x: { type: 'number' } } } },
  },
  {
    $ref: '#/$defs/tree',
    $defs: {
      tree: {
        type: 'object',
        required: ['kids'],
        properties: { kids: { type: 'array', items: { $ref: '#/$defs/tree' } } },
      },
    },
  },
  { type: 'object', required: ['__proto__', 'constructor'], properties: { constructor: { type: 'boolean' } } },
]

t.test('an example satisfies its schema', async t => {
  for (const schema of schemas) {
    const example = JSON.parse(JSON.stringify(exampleOf(schema, luck)))
    t.ok(ajv.validate(schema, example), `${JSON.stringify(schema)}: ${JSON.stringify(example)}`)
  }
})

t.test('where nothing is required, everything at the outermost level is given', async t => {
  t.strictSame(
    exampleOf({ properties: { city: { type: 'string' }, when: { type: 'string', format: 'date' } } }, luck),
    {
      city: 'example city',
      when: '2026-01-15',
    },
  )
})

t.test('the same luck makes the same example', async t => {
  const schema = { type: 'array', minItems: 5, items: { type: 'integer' } }
  t.strictSame(exampleOf(schema, luck), exampleOf(schema, luck))
  t.notSame(exampleOf(schema, luckOf({ fingerprint: 'b', seed: 1 })), exampleOf(schema, luck))
})

t.test('a schema of any kind gives something that is JSON', async () => {
  const keywords = fc.constantFrom(
    ...[
      'type',
      'enum',
      'const',
      'properties',
      'required',
      'items',
      'anyOf',
      'minimum',
      'maxLength',
      '$ref',
      'minItems',
    ],
  )
  const values = fc.oneof(fc.jsonValue(), fc.constantFrom('object', 'array', 'integer', 'number', '#', '#/items'))
  const inner = fc.dictionary(keywords, values)
  const outer = fc.dictionary(keywords, fc.oneof(values, inner, fc.array(inner), fc.dictionary(fc.string(), inner)))
  fc.assert(fc.property(outer, schema => typeof JSON.stringify(exampleOf(schema, luck)) === 'string'))
})

t.test('a small schema that stands for a huge value ends soon', async t => {
  const twice = (name: string) => ({
    type: 'object',
    required: ['a', 'b'],
    properties: { a: { $ref: `#/$defs/${name}` }, b: { $ref: `#/$defs/${name}` } },
  })
  const $defs = {
    ...Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`d${i}`, twice(`d${i + 1}`)])),
    long: { const: 'x'.repeat(1e6) },
  }
  t.ok(JSON.stringify(exampleOf({ $ref: '#/$defs/d0', $defs }, luck)).length < 100_000)
  t.ok(
    JSON.stringify(exampleOf({ type: 'array', minItems: 1e9, items: { $ref: '#/$defs/long' }, $defs }, luck)).length <
      100_000,
  )
})
