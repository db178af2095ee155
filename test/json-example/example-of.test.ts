import { isIP } from 'node:net'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import t from 'tap'
import { exampleOf } from '#src/json-example/example-of'
import { luckOf } from '#src/luck'

const luck = luckOf({ fingerprint: 'a7c1', seed: 1 })
const ajv = new Ajv2020({ strict: false, validateFormats: false })

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

const kinds = { enum: ['email', 'phone', 'slack'] }
const employee = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    direct_reports: { type: 'array', items: { $ref: '#' } },
    contact: { type: 'array', items: { type: 'object', properties: { type: kinds }, required: ['type'] } },
  },
  required: ['name', 'direct_reports', 'contact'],
  additionalProperties: false,
}

t.test(
  'a schema that refers to itself comes to an end in its lists, and each of them has something to show',
  async t => {
    const example = exampleOf(employee, luck)
    t.ok(ajv.validate(employee, example))
    t.match(example, { direct_reports: [{ direct_reports: [] }], contact: [{ type: String }] })
  },
)

t.test('of alternatives one that says something is taken, and null where it would go on without end', async t => {
  const chain = {
    type: 'object',
    properties: { value: { type: 'integer' }, next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } },
    required: ['value', 'next'],
  }
  t.match(exampleOf(chain, luck), { value: Number, next: { value: Number } })
  t.match(JSON.stringify(exampleOf(chain, luck)), /"next":null/)
  t.match(exampleOf({ type: ['null', 'integer'] }, luck), Number)
})

const formats: Readonly<Record<string, (text: string) => boolean>> = {
  'date-time': text => new Date(text).toISOString().startsWith(text.slice(0, -1)),
  date: text => /^\d{4}-\d\d-\d\d$/.test(text),
  time: text => /^\d\d:\d\d:\d\dZ$/.test(text),
  email: text => /^[a-z0-9]+@[a-z.]+$/.test(text),
  hostname: text => /^[a-z0-9]+(\.[a-z0-9]+)+$/.test(text),
  ipv4: text => isIP(text) === 4,
  ipv6: text => isIP(text) === 6,
  uri: text => URL.canParse(text),
  uuid: text => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
}

t.test('texts keep their format, also where many different ones are wanted', async t => {
  for (const [format, holds] of Object.entries(formats)) {
    const schema = { type: 'array', items: { type: 'string', format }, minItems: 20, uniqueItems: true }
    const example = exampleOf(schema, luck) as readonly string[]
    t.equal(new Set(example).size, 20, format)
    t.ok(example.every(holds), `${format}: ${example}`)
  }
})

t.test('examples of the schema itself are taken over where they fit it', async t => {
  t.equal(exampleOf({ type: 'string', examples: ['Oslo'] }, luck), 'Oslo')
  t.type(exampleOf({ type: 'integer', examples: ['Oslo'] }, luck), 'number')
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

t.test('schemas that contradict themselves, or are made to hurt, end soon all the same', async t => {
  const many = <T>(length: number, of: (i: number) => T) => Array.from({ length }, (_, i) => of(i))
  const nested = (open: string, close: string) => JSON.parse(`${open.repeat(20_000)}{}${close.repeat(20_000)}`)
  const hostile: Readonly<Record<string, unknown>> = {
    'nothing fits': { type: 'object', required: ['a'], properties: { a: { anyOf: [{ not: {} }, { not: {} }] } } },
    'low above high': { type: 'integer', minimum: 5, maximum: 1, multipleOf: 7 },
    'more unique items than there are': { type: 'array', minItems: 1e9, uniqueItems: true, items: { type: 'boolean' } },
    'a reference to itself': { $ref: '#' },
    'parts that are the whole': { allOf: [{ $ref: '#' }, { $ref: '#' }], not: { $ref: '#' } },
    'deep alternatives': nested('{"anyOf":[', ']}'),
    'deep parts': nested('{"allOf":[', ']}'),
    'deep negation': nested('{"not":', '}'),
    'a long text': { type: 'string', minLength: 1e9 },
    'a huge pattern': { type: 'string', pattern: '((((a{1000}){1000}){1000}){1000})' },
    'a pattern that backtracks': { type: 'string', pattern: '^(a+)+$', minLength: 900, not: { pattern: 'b' } },
    'a deep pattern': { type: 'string', pattern: `${'('.repeat(400)}a${')'.repeat(400)}` },
    'no pattern at all': { type: 'string', pattern: '(((' },
    'many values': { type: 'string', enum: many(100_000, i => i) },
    'many values twice': { allOf: [{ enum: many(20_000, i => [i]) }, { enum: many(20_000, i => [-1 - i]) }] },
    'many names': { required: many(50_000, i => `a${i}`) },
    'many alternatives': { oneOf: many(50_000, minimum => ({ type: 'integer', minimum })) },
    'many parts': { allOf: many(20_000, i => ({ properties: { [`a${i}`]: {} }, required: [`a${i}`] })) },
    'many patterns': { patternProperties: Object.fromEntries(many(5000, i => [`^${i}`, {}])), minProperties: 50 },
  }
  for (const [name, schema] of Object.entries(hostile)) {
    const before = process.cpuUsage()
    const text = JSON.stringify(exampleOf(schema, luck))
    const { user } = process.cpuUsage(before)
    t.ok(text.length < 100_000 && user < 3_000_000, `${name}: ${text.length} letters in ${user / 1000} ms`)
  }
})
