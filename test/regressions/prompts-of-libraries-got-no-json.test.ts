/*
 * Forms that libraries put into prompts were passed over: LangChain's code snippet and its `answer` key, CrewAI's OpenAPI schema,
 * Haystack's "Create a JSON object", TypeChat's interfaces, comments between marks, fields of each object of a list, ranges.
 * Right since "Read more of the forms that libraries put into prompts" (2026-11-27).
 */
import t from 'tap'
import { asking, talker, wholeOf } from '../answers/asking.ts'

const answerTo = (content: string, more: object = {}, fingerprint = 'f'): string =>
  wholeOf(asking({ model: talker, messages: [{ role: 'user', content }], ...more }, { fingerprint })).choices[0].message
    .content

const jsonMode = { response_format: { type: 'json_object' } }
const city = {
  properties: { name: { type: 'string' }, population: { type: 'integer' } },
  required: ['name', 'population'],
  type: 'object',
}
const cities = {
  properties: { cities: { type: 'array', items: { $ref: '#/definitions/City' } } },
  required: ['cities'],
  definitions: { City: city },
}
const isCity = { name: /\w/, population: Number }

t.test('a code snippet in a schema of types and comments', async t => {
  const asked = [
    'Tell me. The output should be a markdown code snippet formatted in the following schema, including the leading and trailing "```json" and "```":',
    '',
    '```json\n{\n\t"answer": string  // the answer\n\t"source": string  // where it is from\n}\n```',
    'What is the capital of France?',
  ].join('\n')
  const [, json = ''] = /^```json\n(.*)\n```$/s.exec(answerTo(asked)) ?? []
  t.match(JSON.parse(json), { answer: /\w/, source: /\w/ })
})

t.test('one key', async t => {
  const asked = 'Return a JSON object with an `answer` key that answers the following question: why?'
  t.same(Object.keys(JSON.parse(answerTo(asked))), ['answer'])
})

t.test('a schema that has to be kept, without a word of JSON before it', async t => {
  const format = { type: 'json_schema', json_schema: { name: 'City', strict: true, schema: city } }
  const asked = `Describe one.\nEnsure your final answer strictly adheres to the following OpenAPI schema: ${JSON.stringify(format, null, 2)}\n\nDo not include any code block markers like \`\`\`json or \`\`\`python.`
  t.match(JSON.parse(answerTo(asked)), isCity)
})

t.test('an object to create, whose schema has definitions', async t => {
  const asked = `Create a JSON object from the text: Berlin is large.\nFollow this JSON schema, but only return the actual instances:\n${JSON.stringify(cities)}\nMake sure your response is a dict and not a list.`
  t.match(JSON.parse(answerTo(asked)), { cities: [isCity] })
})

t.test('an interface', async t => {
  const asked =
    'You translate requests into JSON objects of type "Mood" according to the following TypeScript definitions:\n```\nexport interface Mood {\n  sentiment: "bad" | "good";  // of the text\n  parts?: { id: number; ok: boolean }[];\n}\n```'
  const { sentiment, parts } = JSON.parse(answerTo(asked))
  t.match(sentiment, /^(?:bad|good)$/)
  t.match(parts, [{ id: Number, ok: Boolean }])
})

t.test('an example with comments', async t => {
  const asked =
    'Return JSON like this:\n```json\n{\n  // who\n  "name": "Ann",\n  "tags": ["a"], /* some * of / them */\n  "score": 0.5, // at most 1\n}\n```'
  t.strictSame(JSON.parse(answerTo(asked, jsonMode)), { name: 'Ann', tags: ['a'], score: 0.5 })
})

t.test('a list of objects, and what is in each', async t => {
  const asked = 'Return a JSON array of objects, each with "name" (string) and "old" (boolean).'
  t.match(JSON.parse(answerTo(asked)), [{ name: /\w/, old: Boolean }])
})

t.test('numbers within the range that is told', async t => {
  for (let n = 0; n < 20; n += 1) {
    const asked = `Rate ${n}. Output JSON: {"score": <number 1-10>, "age": <int between 18 and 65>}`
    const { score, age } = JSON.parse(answerTo(asked, {}, `f${n}`))
    t.ok(score >= 1 && score <= 10, String(score))
    t.ok(Number.isInteger(age) && age >= 18 && age <= 65, String(age))
  }
})

t.test('who speaks of JSON still gets prose', async t => {
  for (const asked of [
    'Create a function that takes a JSON object like {"a": 1}.',
    'What is the format of this? { "a": 1 } I think it is JSON.',
    'Why does my parser reject this code block of JSON? ```json\n{"a": 1}\n```',
  ])
    t.throws(() => JSON.parse(answerTo(asked)), asked)
})
