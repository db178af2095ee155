import fc from 'fast-check'

type Schema = Readonly<Record<string, unknown>>

const objectOf = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})

// Ajv knows no property of the name `__proto__`
const names = fc
  .oneof(fc.constantFrom('city', 'days', 'tags', 'constructor', 'toString', 'a b', 'ünï'), fc.string())
  .filter(name => name !== '__proto__')
const named = (schema: fc.Arbitrary<Schema>) => fc.dictionary(names, schema, { maxKeys: 4, noNullPrototype: true })

const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })

/** Schemas of the documented subset for structured outputs in strict mode: they can all be satisfied. */
export const structured: fc.Arbitrary<Schema> = fc
  .letrec<{ any: Schema; object: Schema; plain: Schema }>(tie => ({
    plain: fc.oneof(
      fc.constantFrom<Schema>(
        { type: 'string' },
        { type: 'number' },
        { type: 'integer' },
        { type: 'boolean' },
        { type: ['string', 'null'] },
        { type: ['null', 'integer'] },
        { type: 'string', format: 'date' },
      ),
      fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 5 }).map(values => ({ type: 'string', enum: values })),
      fc.constantFrom<Schema>({ const: 'fixed' }, { enum: [1, 2, 3] }),
    ),
    object: named(tie('any')).map(objectOf),
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      tie('plain'),
      tie('object'),
      tie('any').map(items => ({ type: 'array', items })),
      fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map(anyOf => ({ anyOf })),
      tie('any').map(nullable),
      fc.constantFrom<Schema>(
        { $ref: '#/$defs/leaf' },
        { $ref: '#/$defs/chain' },
        { $ref: '#/$defs/tree' },
        { type: 'array', items: { $ref: '#' } },
        nullable({ $ref: '#' }),
      ),
    ),
  }))
  .object.map(root => ({
    ...root,
    $defs: {
      leaf: { type: 'string', enum: ['x', 'y'] },
      chain: objectOf({ value: { type: 'integer' }, next: nullable({ $ref: '#/$defs/chain' }) }),
      tree: objectOf({ name: { type: 'string' }, kids: { type: 'array', items: { $ref: '#/$defs/tree' } } }),
    },
  }))

const range = (least: number, most: number) => fc.tuple(fc.integer({ min: least, max: most }), fc.nat(20))

const text: fc.Arbitrary<Schema> = fc.oneof(
  range(0, 60).map(([minLength, more]) => ({ type: 'string', minLength, maxLength: minLength + more })),
  fc
    .constantFrom(
      ...[
        '^[A-Z]{3}-\\d+$',
        '^(red|green|blue)$',
        '\\d{4}',
        '^#[0-9a-fA-F]{6}$',
        '^\\+?[1-9]\\d{1,14}$',
        '^\\S+@\\S+$',
      ],
      ...[
        '^[^\\s]{5,}$',
        '^(?<year>\\d{4})-(0[1-9]|1[0-2])$',
        '^\\/[a-z\\/]*$',
        '^.{3}$',
        '^[a-z0-9]+(?:-[a-z0-9]+)*$',
        '',
      ],
      ...[
        '^[\\w.-]+$',
        '^\\p{Lu}\\p{L}*$',
        '[\\[\\]]',
        '^a?b*c+$',
        '^\\u00e9{2}$',
        '^(?:[01]\\d|2[0-3]):[0-5]\\d$',
        '^-?\\d+(\\.\\d+)?$',
      ],
    )
    .map(pattern => ({ type: 'string', pattern })),
  fc
    .constantFrom('^[a-z]+$', '^\\d*$', '^[A-Z][a-z]*( [A-Z][a-z]*)*$', '^a*b*$', 'x')
    .chain(pattern => fc.integer({ min: 2, max: 40 }).map(minLength => ({ type: 'string', pattern, minLength }))),
)

const number: fc.Arbitrary<Schema> = fc
  .record({
    type: fc.constantFrom('number', 'integer'),
    low: fc.integer({ min: -1000, max: 1000 }),
    width: fc.integer({ min: 2, max: 50 }),
    keywords: fc.subarray(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']),
    step: fc.constantFrom(undefined, undefined, 1, 2, 0.5),
  })
  .map(({ type, low, width, keywords, step }) => ({
    type,
    ...Object.fromEntries(keywords.map(keyword => [keyword, /min/i.test(keyword) ? low : low + width + 1])),
    ...(step === undefined ? {} : { multipleOf: step }),
  }))

const listable = fc.oneof(
  fc.integer(),
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.nat(), { maxLength: 2 }),
)

/** Schemas with what else JSON Schema has, made so that they can be satisfied. */
export const common: fc.Arbitrary<Schema> = fc.letrec<{ any: Schema }>(tie => {
  const object = fc.record({ properties: named(tie('any')), open: fc.boolean(), share: fc.nat() })
  return {
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      text,
      number,
      fc.constantFrom<Schema>({}, { type: 'boolean' }, { not: { type: 'string' } }, { type: ['null', 'string'] }),
      object.map(({ properties, open, share }) => ({
        type: 'object',
        properties,
        required: Object.keys(properties).filter((_, i) => (share >> i) & 1),
        ...(open ? {} : { additionalProperties: false }),
      })),
      fc.tuple(tie('any'), range(0, 4)).map(([items, [minItems, more]]) => ({
        type: 'array',
        items,
        minItems,
        maxItems: minItems + more,
      })),
      range(0, 10).map(([minItems, more]) => ({
        type: 'array',
        items: text12,
        minItems,
        maxItems: minItems + more,
        uniqueItems: true,
      })),
      fc
        .uniqueArray(listable, {
          minLength: 3,
          maxLength: 9,
          comparator: (a, b) => JSON.stringify(a) === JSON.stringify(b),
        })
        .map(values => ({ type: 'array', minItems: 3, uniqueItems: true, items: { enum: values } })),
      fc
        .array(tie('any'), { minLength: 1, maxLength: 3 })
        .map(prefixItems => ({ type: 'array', prefixItems, items: false, minItems: prefixItems.length })),
      fc
        .tuple(tie('any'), fc.integer({ min: 1, max: 3 }))
        .map(([contains, minContains]) => ({ type: 'array', contains, minContains })),
      fc
        .tuple(tie('any'), fc.integer({ min: 1, max: 4 }))
        .map(([additionalProperties, minProperties]) => ({ type: 'object', additionalProperties, minProperties })),
      tie('any').map(one => ({
        type: 'object',
        patternProperties: { '^x-[a-z]+$': one },
        additionalProperties: false,
        minProperties: 2,
      })),
      fc.tuple(tie('any'), tie('any')).map(([a, b]) => ({
        allOf: [
          { type: 'object', properties: { a }, required: ['a'] },
          { properties: { b }, required: ['b'] },
        ],
      })),
      fc.tuple(tie('any'), tie('any')).map(([a, b]) => ({
        oneOf: [
          {
            type: 'object',
            properties: { kind: { const: 'a' }, a },
            required: ['kind', 'a'],
            additionalProperties: false,
          },
          {
            type: 'object',
            properties: { kind: { const: 'b' }, b },
            required: ['kind', 'b'],
            additionalProperties: false,
          },
        ],
      })),
      tie('any').map(one => ({
        type: 'object',
        properties: { mode: { enum: ['plain', 'more'] } },
        required: ['mode'],
        if: { properties: { mode: { const: 'more' } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: { properties: { more: one }, required: ['more'] },
      })),
      tie('any').map(one => ({
        type: 'object',
        properties: { card: { type: 'string' } },
        required: ['card'],
        dependentRequired: { card: ['bill'] },
        dependentSchemas: { card: { properties: { address: one }, required: ['address'] } },
      })),
      fc.constantFrom<Schema>(
        { not: { const: true }, type: 'boolean' },
        { type: 'string', not: { pattern: '^example' } },
        { type: 'integer', minimum: 1, maximum: 3, not: { enum: [1, 3] } },
        {
          allOf: [
            { type: 'number', minimum: 3 },
            { type: 'integer', maximum: 4 },
          ],
        },
        { anyOf: [{ type: 'string', minLength: 5 }, { type: 'integer' }], not: { type: 'string' } },
        { type: 'object', propertyNames: { pattern: '^[A-Z]{2}$' }, minProperties: 2 },
      ),
    ),
  }
}).any

const text12 = { type: 'string', minLength: 1, maxLength: 12 } as const
