import t from 'tap'
import { cpuMsOf } from '../../helpers/cpu-time.ts'
import { type Asked, refusalOf } from '../../helpers/refusing.ts'

const model = 'openai/gpt-oss-20b'
const messages = [{ role: 'user', content: 'hello' }]
const inChat = (schema: unknown, strict = true): Asked => ({
  body: { model, messages, response_format: { type: 'json_schema', json_schema: { name: 'answer', schema, strict } } },
})
const inResponse = (schema: unknown): Asked => ({
  operation: 'createResponse',
  body: { model, input: 'hello', text: { format: { type: 'json_schema', name: 'answer', schema, strict: true } } },
})

const text = { type: 'string' }
const nothing = { type: 'null' }
const closed = (properties: object, more: object = {}) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
})
const choice = (...anyOf: unknown[]) => closed({ a: { anyOf } })

interface Refusal {
  readonly claim: string
  readonly schema: unknown
  /** Empty for the root. */
  readonly path: string
  readonly says: string
  readonly kind: string
  readonly code?: string
}

const open = '`additionalProperties:false` must be set on every object'
const ambiguous =
  'anyOf branches must be disambiguated via a required discriminator (const/enum) or by key-set exclusion with additionalProperties:false'
const notRequired = (names: string) =>
  `\`required\` is required to be supplied and to be an array including every key in properties. The following properties must be listed in \`required\`: ${names}`
const failed = 'anyOf disambiguation failed:'
const card = closed({ title: text, price: { type: 'number' } })
const level = { type: 'string', enum: ['low', 'high'] }
const inA = { path: '/properties/a/anyOf', kind: 'anyOf' } as const

const refusals: readonly Refusal[] = [
  {
    claim: 'an open object',
    schema: { type: 'object', properties: { a: text }, required: ['a'] },
    path: '',
    says: open,
    kind: 'additional_properties',
  },
  {
    claim: 'one that is open in words',
    schema: { type: 'object', additionalProperties: true },
    path: '',
    says: open,
    kind: 'additional_properties',
  },
  {
    claim: 'an object within, which is also null',
    schema: closed({ action: { type: ['object', 'null'], properties: { a: text }, required: ['a'] } }),
    path: '/properties/action',
    says: open,
    kind: 'additional_properties',
  },
  {
    claim: 'properties without a type',
    schema: closed({ a: { properties: { b: text }, required: ['b'] } }),
    path: '/properties/a',
    says: open,
    kind: 'additional_properties',
  },
  {
    claim: 'an object of any properties',
    schema: closed({ a: { type: 'object', additionalProperties: text } }),
    path: '/properties/a',
    says: open,
    kind: 'additional_properties',
  },
  {
    claim: 'a definition',
    schema: closed({ a: { $ref: '#/$defs/Name' } }, { $defs: { Name: { type: 'object', properties: {} } } }),
    path: '/$defs/Name',
    says: open,
    kind: 'additional_properties',
  },
  {
    claim: 'what lists hold in a choice',
    schema: closed({ inputs: { anyOf: [{ type: 'array', items: { type: 'object' } }, nothing] } }),
    path: '/properties/inputs/anyOf/0/items',
    says: open,
    kind: 'additional_properties',
  },
  {
    claim: 'a property whose name has to be escaped',
    schema: closed({ 'a/b~c': { type: 'object' } }),
    path: '/properties/a~1b~0c',
    says: open,
    kind: 'additional_properties',
  },
  {
    claim: 'properties that are not required, by their letters',
    schema: closed({ label: text, crop: text, condition: text }, { required: ['condition'] }),
    path: '/required',
    says: notRequired('crop, label'),
    kind: 'required',
  },
  {
    claim: 'no required at all, within',
    schema: closed({
      list: { type: 'array', items: { type: 'object', properties: { span: text }, additionalProperties: false } },
    }),
    path: '/properties/list/items/required',
    says: notRequired('span'),
    kind: 'required',
  },
  {
    claim: 'an object before what is in it',
    schema: closed({ a: { type: 'object' } }, { required: [] }),
    path: '/required',
    says: notRequired('a'),
    kind: 'required',
  },
  {
    claim: 'required without properties',
    schema: closed({ a: { type: 'object', properties: {}, required: [], additionalProperties: false } }),
    path: '/properties/a',
    says: "'required' present but 'properties' is missing",
    kind: 'required',
  },
  {
    claim: 'a reference to an enum, or null',
    schema: closed({ status: { anyOf: [{ $ref: '#/$defs/Level' }, nothing] } }, { $defs: { Level: level } }),
    path: '/properties/status/anyOf',
    says: ambiguous,
    kind: 'anyOf',
  },
  {
    claim: 'a choice within a choice',
    schema: choice({ anyOf: [text, { type: 'integer' }] }, nothing),
    ...inA,
    says: 'anyOf object variant error: variant 0: properties must be present (or set additionalProperties:false)',
  },
  {
    claim: 'null twice',
    schema: choice({ type: ['string', 'null'] }, nothing),
    ...inA,
    says: 'multiple branches accept null; choose one or remove overlap',
  },
  {
    claim: 'two properties that list their values, although one alone tells the variants apart',
    schema: closed({
      questions: {
        type: 'array',
        items: {
          anyOf: [
            closed({ type: { const: 'quiz' }, category: level }),
            closed({ type: { const: 'memo' }, category: level }),
          ],
        },
      },
    }),
    path: '/properties/questions/items/anyOf',
    says: `${failed} anyOf: discriminator: multiple candidate properties category, type [discriminator_multiple_candidates]`,
    kind: 'anyOf',
    code: 'discriminator_multiple_candidates',
  },
  {
    claim: 'a discriminator that says one value twice',
    schema: choice(
      closed({ type: { enum: ['scroll'] }, up: text }),
      closed({ type: { enum: ['scroll'] }, down: text }),
    ),
    ...inA,
    says: `${failed} overlapping discriminator value 'scroll'`,
  },
  {
    claim: 'keys that two variants share, deep before what is around them',
    schema: closed({
      ready: {
        anyOf: [
          closed({
            status: { const: 'suggested' },
            suggestions: { type: 'array', items: { anyOf: [closed({ title: text }), card] } },
          }),
          closed({ status: { const: 'refused' }, reason: text }),
        ],
      },
    }),
    path: '/properties/ready/anyOf/0/properties/suggestions/items/anyOf',
    says: `${failed} anyOf: key-set-exclusion: required key 'title' from one variant appears in another's properties (variant 0 vs 1) [keyset_required_overlap]`,
    kind: 'anyOf',
    code: 'keyset_required_overlap',
  },
  {
    claim: 'a key that the last of three requires and the first has',
    schema: choice(card, closed({ name: text }), nothing, closed({ price: text, unit: text })),
    ...inA,
    says: `${failed} anyOf: key-set-exclusion: required key 'price' from one variant appears in another's properties (variant 0 vs 3) [keyset_required_overlap]`,
    code: 'keyset_required_overlap',
  },
  {
    claim: 'a known word or any other',
    schema: choice(level, text),
    ...inA,
    says: `${failed} anyOf: multiple branches accept string [duplicate_primitive_types]`,
    code: 'duplicate_primitive_types',
  },
  {
    claim: 'whole numbers and all numbers',
    schema: choice({ type: 'integer' }, { type: 'number' }, nothing),
    ...inA,
    says: `${failed} anyOf: branches accept integer and number [integer_number_overlap]`,
    code: 'integer_number_overlap',
  },
]

const unescaped = (segment: string) => segment.replaceAll('~1', '/').replaceAll('~0', '~')

/** The whole body, in the order of the wire. */
const bodyOf = ({ path, says, kind, code }: Refusal): string => {
  const error = {
    message: `invalid JSON schema for response_format: 'answer': ${path === '' ? '' : `${path}: `}${says}`,
    type: 'invalid_request_error',
    param: 'response_format',
    ...(path === '' ? {} : { schema_path: path }),
    schema_path_segments: ['$', ...path.split('/').slice(1).map(unescaped)],
    schema_kind: kind,
    ...(code === undefined ? {} : { schema_code: code }),
  }
  return `${JSON.stringify({ error })}\n`
}

t.test('a strict format is refused for what its schema leaves open, and told where', async t => {
  for (const refusal of refusals) t.equal(refusalOf(inChat(refusal.schema)), bodyOf(refusal), refusal.claim)
})

t.test('a response is refused as a chat is', async t => {
  for (const refusal of refusals) t.equal(refusalOf(inResponse(refusal.schema)), bodyOf(refusal), refusal.claim)
})

t.test('a format that is not strict is taken as it is', async t => {
  for (const { claim, schema } of refusals) t.equal(refusalOf(inChat(schema, false)), null, claim)
})

t.test('without validation a strict one is taken too', async t => {
  for (const { claim, schema } of refusals) t.equal(refusalOf({ ...inChat(schema), validation: 'off' }), null, claim)
})

const accepted: readonly (readonly [claim: string, schema: unknown])[] = [
  ['a closed object', closed({ a: text, b: { type: ['number', 'null'] } })],
  ['an object without properties', closed({ a: { type: 'object', additionalProperties: false } })],
  [
    'variants whose keys are apart, as documented',
    closed({ payment: { anyOf: [closed({ number: text, expiry: text }), closed({ account: text, bank: text })] } }),
  ],
  [
    'definitions, as documented',
    closed({ steps: { type: 'array', items: { $ref: '#/$defs/step' } } }, { $defs: { step: closed({ a: text }) } }),
  ],
  ['a root within itself, as documented', closed({ reports: { type: 'array', items: { $ref: '#' } } })],
  [
    'a definition within itself, as documented',
    closed(
      { root: { $ref: '#/$defs/node' } },
      {
        $defs: {
          node: closed({
            name: text,
            children: { anyOf: [{ type: 'array', items: { $ref: '#/$defs/node' } }, nothing] },
          }),
        },
      },
    ),
  ],
  ['a type or null', choice({ type: 'integer' }, nothing)],
  [
    'a reference to an object, or null',
    closed({ a: { anyOf: [{ $ref: '#/$defs/A' }, nothing] } }, { $defs: { A: card } }),
  ],
  ['one discriminator', choice(closed({ kind: { const: 'a' }, x: text }), closed({ kind: { const: 'b' }, x: text }))],
  ['one value each, and null', choice({ const: 'force' }, { const: 'soft' }, { const: false }, nothing)],
  ['an object, a list and a text', choice(card, { type: 'array', items: text }, text, nothing)],
  ['a property called __proto__', closed(JSON.parse('{"__proto__":{"type":"string"}}'))],
]

t.test('a schema that can be followed is taken, in a chat and in a response', async t => {
  for (const [claim, schema] of accepted) {
    t.equal(refusalOf(inChat(schema)), null, claim)
    t.equal(refusalOf(inResponse(schema)), null, claim)
  }
})

const many = (count: number, make: (index: number) => unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, make(index)]))
const deep = (begin: string, end: string, depth: number) => JSON.parse(`${begin.repeat(depth)}{}${end.repeat(depth)}`)
const chain = { ...many(10_000, index => ({ $ref: `#/$defs/p${index + 1}` })), p10000: card }

const hostile: readonly (readonly [claim: string, schema: unknown])[] = [
  ['20 000 deep', deep('{"anyOf":[', ']}', 20_000)],
  ['an open object 10 000 deep', closed({ a: deep('{"items":', ',"type":"array"}', 10_000) })],
  ['100 000 schemas', closed({ a: { type: 'array', prefixItems: Array(100_000).fill(text) } })],
  [
    '10 000 properties, none required',
    closed(
      many(10_000, () => text),
      { required: [] },
    ),
  ],
  [
    '2000 variants with keys of their own',
    choice(...Array.from({ length: 2000 }, (_, i) => closed({ [`k${i}`]: text }))),
  ],
  ['two variants with 5000 keys', choice(closed(many(5000, () => text)), closed(many(5000, () => text)))],
  [
    'a discriminator of 10 000 values',
    choice(...[0, 1].map(i => closed({ k: { enum: Array.from({ length: 10_000 }, (_, n) => n * 2 + i) } }))),
  ],
  ['references to references', closed({ a: { anyOf: [{ $ref: '#/$defs/p0' }, nothing] } }, { $defs: chain })],
  [
    'a reference to itself',
    closed({ a: { anyOf: [{ $ref: '#/$defs/a' }, nothing] } }, { $defs: { a: { $ref: '#/$defs/a' } } }),
  ],
  ['a long reference, often', choice(...Array(200).fill({ $ref: `#/$defs${'/a'.repeat(2000)}` }))],
]

t.test('a hostile schema is less than 50 ms of work', async t => {
  for (const [claim, schema] of hostile) {
    const asked = inChat(schema)
    // the first times are those of code that is not compiled yet
    const ms: number[] = []
    do ms.push(cpuMsOf(() => refusalOf(asked)))
    while (Math.min(...ms) >= 50 && ms.length < 12)
    t.ok(Math.min(...ms) < 50, `${claim}: ${ms.map(Math.round)} ms`)
  }
})
