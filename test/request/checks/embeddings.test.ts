import t from 'tap'
import { errors } from '#src/groq/errors'
import { firstRefusal } from '#src/request/checks/index'

const messageOf = (body: object) => {
  const refusal = firstRefusal({
    operation: 'createEmbedding',
    body: { model: 'nomic-embed-text-v1_5', input: 'Hello', ...body },
    file: null,
    model: null,
  })
  return refusal && [refusal.variant, refusal.fill?.message]
}

const refused: readonly (readonly [body: object, message: string])[] = [
  [{ dimensions: 769 }, "'dimensions' : number must be at most 768"],
  [{ dimensions: 0 }, "'dimensions' : number must be at least 1"],
  [{ dimensions: 1.5 }, "'dimensions' : value must be an integer"],
  [{ dimensions: '64' }, "'dimensions' : value must be an integer"],
  [{ input: '' }, "'input' : minimum string length is 1"],
  [{ input: ['a', ''] }, "'input.1' : minimum string length is 1"],
]

for (const [body, message] of refused) {
  t.test(`${JSON.stringify(body)} is refused`, async t => {
    t.strictSame(messageOf(body), ['invalid-body', message])
  })
}

t.test('dimensions that the model has, and none, are let through', async t => {
  for (const dimensions of [1, 64, 768, null, undefined]) t.equal(messageOf({ dimensions }), null)
})

t.test('texts and tokens are let through', async t => {
  for (const input of ['a', ['a', 'b'], [1, 2], [[1], [2]]]) t.equal(messageOf({ input }), null)
})

t.test('the catalogue has the words', async t => {
  t.match(errors[400].variants['invalid-body'], { message: /\{message\}/ })
})
