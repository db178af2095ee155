import { Ajv } from 'ajv'
import fc from 'fast-check'
import t from 'tap'
import { type BodySchema, closed } from '../../src/engine/body-schema.ts'
import { firstViolation } from '../../src/engine/grammar.ts'
import { bodySchemas, type Strictness, validateBody } from '../../src/engine/validate-body.ts'
import { type OperationId, operations } from '../../src/groq/endpoints.ts'

const wild: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, 0, 1, -3, 1.5, 200, Infinity, '', 'auto', true, [], {}, [[]], ['a'], { type: 'text' }),
  fc.jsonValue(),
)

const textOf = ({ enum: values, minLength = 0 }: BodySchema): fc.Arbitrary<unknown> =>
  values ? fc.constantFrom<unknown>(...values) : fc.string({ minLength, maxLength: minLength + 5 })

const numberOf = ({ type, enum: values, minimum = -9, maximum = 999 }: BodySchema): fc.Arbitrary<unknown> => {
  if (values) return fc.constantFrom<unknown>(...values)
  return type === 'integer'
    ? fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) })
    : fc.double({ min: minimum, max: maximum, noNaN: true })
}

const optionsOf = ({ oneOf = [], then: yes, else: no }: BodySchema): readonly BodySchema[] =>
  yes && no ? [yes, no] : oneOf

const objectOf = (schema: BodySchema): fc.Arbitrary<unknown> => {
  const { properties = {}, required = [] } = schema
  const known = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, near(inner)]))
  const right = fc.record(known, { requiredKeys: required.filter(name => name in known) })
  const loose = fc.record(known, { requiredKeys: [] })
  const more = fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(known), 'id', '__proto__'), fc.string()), wild, {
    maxKeys: 2,
  })
  return fc.oneof(
    { weight: 6, arbitrary: right },
    { weight: 1, arbitrary: loose },
    { weight: 1, arbitrary: fc.tuple(more, right).map(([first, second]) => ({ ...first, ...second })) },
  )
}

const fitting = (schema: BodySchema): fc.Arbitrary<unknown> => {
  const options = optionsOf(schema)
  if (options.length > 0) return fc.oneof(...options.map(near))
  if (schema.type === 'string') return textOf(schema)
  if (schema.type === 'array')
    return fc.array(near(schema.items ?? {}), {
      minLength: schema.minItems ?? 0,
      maxLength: 2 + (schema.minItems ?? 0),
    })
  if (schema.type === 'object') return schema.properties ? objectOf(schema) : fc.dictionary(fc.string(), wild)
  return schema.type === 'boolean' ? fc.boolean() : numberOf(schema)
}

/** Values near a schema: most fit it, some are wild. */
const near = (schema: BodySchema): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 40, arbitrary: fitting(schema) }, { weight: 1, arbitrary: wild })

for (const [operation, schema] of Object.entries(bodySchemas) as [OperationId, BodySchema][]) {
  for (const strictness of ['standard', 'strict'] as const satisfies readonly Strictness[]) {
    t.test(`${operation}, ${strictness}: a sentence exactly where Ajv says invalid, else null`, async t => {
      const looked = strictness === 'strict' ? closed(schema) : schema
      const isValid = new Ajv({ strict: false, strictNumbers: true, discriminator: true }).compile({ ...looked })
      const verdicts = new Set<boolean>()
      const holds = (body: unknown): boolean => {
        const valid = isValid(body)
        verdicts.add(valid)
        const sentence = firstViolation(looked, body)
        if ((sentence === null) !== valid) return false
        // what validates for the server reads the numbers of a form first
        return operations[operation].body === 'multipart' || validateBody(operation, body, strictness) === sentence
      }
      fc.assert(fc.property(wild, holds), { numRuns: 200 })
      fc.assert(fc.property(near(schema), holds), { numRuns: 1500 })
      t.equal(verdicts.size, 2, 'both verdicts were tried')
    })
  }
}

t.test('every operation that takes a body has a schema, and no other', async t => {
  const withBody = Object.entries(operations).filter(([, { body }]) => body !== 'none')
  t.same(Object.keys(bodySchemas).sort(), withBody.map(([id]) => id).sort())
})
