import t from 'tap'
import { errors } from '#src/groq/errors'
import { firstRefusal } from '#src/request/checks/index'

const refusalOf = (body: object) =>
  firstRefusal({
    operation: 'createResponse',
    body: { model: 'm', input: 'Hello', ...body },
    file: null,
    model: null,
  })

const refused: readonly (readonly [parameter: string, value: unknown])[] = [
  ['previous_response_id', 'resp_01'],
  ['store', true],
  ['truncation', 'auto'],
  ['include', ['reasoning.encrypted_content']],
  ['safety_identifier', 'user-1'],
  ['prompt_cache_key', 'key'],
  ['prompt', { id: 'pmpt_1' }],
]

for (const [parameter, value] of refused) {
  t.test(`${parameter} is refused by its name, and null is not`, async t => {
    t.strictSame(refusalOf({ [parameter]: value }), {
      variant: 'parameter-not-supported',
      fill: { property: parameter },
    })
    t.equal(refusalOf({ [parameter]: null }), null)
  })
}

t.test('what asks for nothing is let through', async t => {
  for (const body of [
    {},
    { store: false },
    { truncation: 'disabled' },
    { include: [] },
    { metadata: { store: 'x' } },
  ]) {
    t.equal(refusalOf(body), null)
  }
})

t.test('of two unsupported parameters the first of the documented order is named', async t => {
  t.match(refusalOf({ prompt: {}, store: true }), { fill: { property: 'store' } })
})

t.test('the catalogue has the words', async t => {
  t.match(errors[400].variants['parameter-not-supported'], { message: /\{property\}/ })
})
