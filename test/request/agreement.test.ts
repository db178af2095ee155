import { Ajv } from 'ajv'
import fc from 'fast-check'
import t from 'tap'
import { type OperationId, operations } from '#src/groq/endpoints'
import { type BodySchema, closed } from '#src/request/body-schema'
import { firstProblem } from '#src/request/first-problem'
import { bodySchemas, type Strictness, validateBody } from '#src/request/validate-body'
import { bounded } from '../helpers/bounded.ts'

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

/** How much of what is made fits its schema: all of it, or most. */
type Care = 'all' | 'most'

const objectOf = (schema: BodySchema, care: Care): fc.Arbitrary<unknown> => {
  const { properties = {}, required = [] } = schema
  const known = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, near(inner, care)]))
  const right = fc.record(known, { requiredKeys: required.filter(name => name in known) })
  if (care === 'all') return right
  const loose = fc.record(known, { requiredKeys: [] })
  const names = fc.oneof(fc.constantFrom(...Object.keys(known), 'id', '__proto__'), fc.string())
  const more = fc.tuple(fc.dictionary(names, wild, { maxKeys: 2 }), right).map(([odd, body]) => ({ ...odd, ...body }))
  return fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: loose }, { weight: 1, arbitrary: more })
}

const listOf = ({ items = {}, minItems = 0 }: BodySchema, care: Care): fc.Arbitrary<unknown> =>
  fc.array(near(items, care), { minLength: minItems, maxLength: minItems + 2 })

const fitting = (schema: BodySchema, care: Care): fc.Arbitrary<unknown> => {
  const options = optionsOf(schema)
  if (options.length > 0) return fc.oneof(...options.map(option => near(option, care)))
  if (schema.type === 'string') return textOf(schema)
  if (schema.type === 'array') return listOf(schema, care)
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type !== 'object') return numberOf(schema)
  if (schema.properties) return objectOf(schema, care)
  return fc.dictionary(fc.string(), schema.additionalProperties ? near(schema.additionalProperties, care) : wild)
}

const near = (schema: BodySchema, care: Care): fc.Arbitrary<unknown> =>
  care === 'all'
    ? fitting(schema, care)
    : fc.oneof({ weight: 40, arbitrary: fitting(schema, care) }, { weight: 1, arbitrary: wild })

// one for all, since each compiles the schema of schemas anew
const ajv = new Ajv({ strict: false, strictNumbers: true, discriminator: true, code: { optimize: false } })

for (const [operation, schema] of Object.entries(bodySchemas) as [OperationId, BodySchema][]) {
  for (const strictness of ['lenient', 'standard'] as const satisfies readonly Strictness[]) {
    t.test(`${operation}, ${strictness}: a sentence exactly where Ajv says invalid, else null`, async t => {
      const looked = strictness === 'standard' ? closed(schema) : schema
      const isValid = ajv.compile({ ...looked })
      const holds = (body: unknown): boolean => {
        const valid = isValid(body)
        const sentence = firstProblem(looked, body)
        if ((sentence === null) !== valid) return false
        // what validates for the server reads the numbers of a form first
        return operations[operation].body === 'multipart' || validateBody(operation, body, strictness) === sentence
      }
      fc.assert(
        fc.property(near(looked, 'all'), body => isValid(body) && holds(body)),
        { numRuns: bounded(300) },
      )
      fc.assert(fc.property(near(schema, 'most'), holds), { numRuns: bounded(1200) })
      fc.assert(fc.property(wild, holds), { numRuns: bounded(200) })
      t.notOk(isValid(7), 'and what is no object is invalid')
    })
  }
}

t.test('every operation that takes a body has a schema, and no other', async t => {
  const withBody = Object.entries(operations).filter(([, { body }]) => body !== 'none')
  t.same(Object.keys(bodySchemas).sort(), withBody.map(([id]) => id).sort())
})
