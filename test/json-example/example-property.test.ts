import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import t from 'tap'
import { exampleOf } from '#src/json-example/example-of'
import { luckOf } from '#src/luck'
import { bounded } from '../helpers/bounded.ts'
import { common, structured } from './schemas.ts'

const ajv = new Ajv2020({ strict: false, validateFormats: false, ownProperties: true })

const isSatisfied = (schema: object, seed: number): boolean => {
  const example: unknown = JSON.parse(JSON.stringify(exampleOf(schema, luckOf({ fingerprint: 'p', seed }))))
  const satisfied = ajv.validate(schema, example)
  if (!satisfied) throw new Error(`${JSON.stringify(example)}: ${ajv.errorsText()}`)
  return satisfied
}

t.test('every schema of the documented subset is satisfied', async () => {
  fc.assert(fc.property(structured, fc.integer(), isSatisfied), { numRuns: bounded(150) })
})

t.test('schemas with all the other keywords are satisfied', async () => {
  fc.assert(fc.property(common, fc.integer(), isSatisfied), { numRuns: bounded(150) })
})
