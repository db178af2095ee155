/*
 * Of an interface of TypeScript in the messages only the first member was seen, with the type of the last: the answer in JSON
 * mode was `{"name":0.36}`. Right since "Read the form of an answer from types of TypeScript" (2026-11-26).
 */
import t from 'tap'
import { asking, wholeOf } from '../answers/asking.ts'

const answerTo = (content: string): unknown =>
  JSON.parse(
    wholeOf(asking({ messages: [{ role: 'user', content }], response_format: { type: 'json_object' } })).choices[0]
      .message.content,
  )

const forms: Readonly<Record<string, string>> = {
  'on a line': 'Return JSON like interface Person { name: string; age: number; tags: string[]; }',
  'on lines':
    'Return JSON like\ninterface Person {\n  name: string;\n  age?: number; // in years\n  tags: string[];\n}',
  'without semicolons': 'Return JSON like type Person = {\n  name: string\n  age: number\n  tags: Array<string>\n}',
  'with commas': 'Return JSON like { name: string, age: number, tags: string[] }',
  'of JSON without commas': 'Return JSON like {\n"name": "string"\n"age": number\n"tags": ["string"]\n}',
}

for (const [name, content] of Object.entries(forms))
  t.test(`every member of a type ${name} is in the answer`, async t => {
    const answer = answerTo(content)
    t.match(answer, { name: String, age: Number, tags: [String] })
    t.same(Object.keys(answer as object), ['name', 'age', 'tags'])
  })

t.test('a type within a type is read too, and text with a semicolon stays text', async t => {
  const nested = 'Return JSON like { who: { first: string; last: string; }; done: boolean }'
  t.match(answerTo(nested), { who: { first: String, last: String }, done: Boolean })
  t.match(answerTo('Return JSON in the format {"a": <text; may be empty>, "b": <int>}'), { a: String, b: Number })
})

t.test('many semicolons are little work', async t => {
  const { user: before } = process.cpuUsage()
  for (const part of [';', '; ', '{a;', '; a', ';\n', '{a: b; c'])
    t.type(answerTo(`Return JSON like { a: ${part.repeat(20_000)}`), Object)
  t.ok(process.cpuUsage().user - before < 1_500_000, `${process.cpuUsage().user - before} µs`)
})
