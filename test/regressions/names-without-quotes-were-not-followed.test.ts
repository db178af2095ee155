// Wrong until "Follow fields without quotes and choices of TypeScript" (2026-11-27): `with fields name (string)` and `"low" | "high"` in a prompt were no form of an answer.
import t from 'tap'
import { asking, talker, wholeOf } from '../answers/asking.ts'

const said = (content: string) =>
  JSON.parse(
    wholeOf(asking({ model: talker, messages: [{ role: 'user', content }], response_format: { type: 'json_object' } }))
      .choices[0].message.content,
  )

t.test('fields that are named without quotes, with a type in brackets, are in the answer', async t => {
  t.match(said('Return JSON with fields name (string), age (integer) and tags (list of strings).'), {
    name: String,
    age: Number,
    tags: [String],
  })
  t.match(said('Reply in JSON. Keys: city (text), hot (boolean)'), { city: String, hot: Boolean })
})

t.test('what stands in brackets and is no type makes no field', async t => {
  t.notOk(Object.hasOwn(said('Press keys Enter (to confirm) and answer as JSON.'), 'Enter'))
})

t.test('of texts that TypeScript tells apart by a bar the answer has one', async t => {
  const answer = said('Output as json: interface A { level: "low" | "high"; tags?: string[]; n: number }')
  t.ok(['low', 'high'].includes(answer.level), JSON.stringify(answer))
  t.match(answer, { tags: [String], n: Number })
  const other = said("Return JSON like {'kind': 'cat' | 'dog', 'name': string}")
  t.ok(['cat', 'dog'].includes(other.kind), JSON.stringify(other))
})
