import fc from 'fast-check'
import t from 'tap'
import { bounded } from '../../helpers/bounded.ts'
import { cpuMsOf } from '../../helpers/cpu-time.ts'
import { asking, joined, talker, wholeOf } from '../asking.ts'

type Message = readonly [role: string, content: unknown]

const said = (messages: readonly Message[], body: object = {}): string =>
  wholeOf(asking({ model: talker, messages: messages.map(([role, content]) => ({ role, content })), ...body }))
    .choices[0].message.content

const jsonMode = { response_format: { type: 'json_object' } }
const person = {
  properties: { name: { title: 'Name', type: 'string' }, age: { title: 'Age', type: 'integer' } },
  required: ['name', 'age'],
  title: 'Person',
  type: 'object',
}
const isPerson = { name: /^\w/, age: Number }
const given = (schema: object = person) =>
  `Parse what is said into json that matches this json_schema:\n\n${JSON.stringify(schema, null, 2)}\n`

t.test('in JSON mode the answer is an instance of the schema that the messages hold, wherever it stands', async t => {
  const table: readonly (readonly [string, readonly Message[]])[] = [
    [
      'in a system message',
      [
        ['system', given()],
        ['user', 'Jo is 25'],
      ],
    ],
    [
      'in a developer message',
      [
        ['developer', given()],
        ['user', 'Jo is 25'],
      ],
    ],
    ['in the text of the user', [['user', `Jo is 25.\n${given()}`]]],
    ['in a text part', [['user', [{ type: 'text', text: given() }]]]],
    [
      'before more turns',
      [
        ['system', given()],
        ['user', 'Jo'],
        ['assistant', '{}'],
        ['user', 'Fix these errors: age'],
      ],
    ],
    [
      'as a format of an API',
      [
        ['system', given({ type: 'json_schema', json_schema: { name: 'p', schema: person } })],
        ['user', 'Jo'],
      ],
    ],
    [
      'as a function',
      [
        ['system', given({ name: 'Person', parameters: person })],
        ['user', 'Jo'],
      ],
    ],
  ]
  for (const [name, messages] of table) t.match(JSON.parse(said(messages, jsonMode)), isPerson, name)
})

t.test('of several schemas the last is meant, as where one explains what an instance is', async t => {
  const explained =
    'Give JSON that conforms to the schema below. For the schema {"properties": {"foo": {"type": "array", "items": ' +
    '{"type": "string"}}}, "required": ["foo"]} the object {"foo": ["bar"]} is right, {"properties": {"foo": ["bar"]}} ' +
    `is not.\n\n\`\`\`\n${JSON.stringify(person)}\n\`\`\``
  t.match(JSON.parse(said([['user', explained]], jsonMode)), isPerson)
})

t.test('fields with what describes each are a schema too, with the definitions they refer to', async t => {
  const fields = {
    title: { description: 'The title', type: 'string' },
    mood: { $ref: '#/$defs/Mood' },
    cast: { items: { $ref: '#/$defs/Actor' }, type: 'array', minItems: 1 },
    $defs: {
      Mood: { type: 'string', enum: ['light', 'dark'], description: '' },
      Actor: { name: { type: 'string' }, year: { type: 'integer' } },
    },
  }
  const prompt =
    `Provide your answer as a JSON with these fields:\n<json_fields>\n["title", "mood", "cast"]\n</json_fields>\n\n` +
    `<json_field_properties>\n${JSON.stringify(fields, null, 2)}\n</json_field_properties>\nBegin with \`{\`.`
  for (const mode of [jsonMode, {}]) {
    t.match(
      JSON.parse(
        said(
          [
            ['system', prompt],
            ['user', 'A film'],
          ],
          mode,
        ),
      ),
      {
        title: String,
        mood: /^(light|dark)$/,
        cast: [{ name: String, year: Number }],
      },
    )
  }
  const names = 'Provide your answer as a JSON with these fields:\n<json_fields>\n["one", "two"]\n</json_fields>'
  t.strictSame(
    Object.keys(
      JSON.parse(
        said([
          ['system', names],
          ['user', 'Go'],
        ]),
      ),
    ),
    ['one', 'two'],
  )
})

t.test('keys that a prompt names are the keys of the answer', async t => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ["Make sure to return a JSON blob with keys 'answer' and 'why'.\n\nWhat is heavier?", ['answer', 'why']],
    ['Tell me a joke. Respond in JSON with `setup` and `punchline` keys.', ['setup', 'punchline']],
    ['Answer with a JSON object that has the fields "a", "b" and "c".', ['a', 'b', 'c']],
    ['Respond with a JSON object in the following order of fields: `x`, then `y` (must be a Python int).', ['x', 'y']],
  ]
  for (const [prompt, keys] of table)
    for (const mode of [jsonMode, {}])
      t.strictSame(Object.keys(JSON.parse(said([['user', prompt]], mode))), keys, prompt)
})

t.test('an example object gives the form, and words in it their type', async t => {
  const example = `Reply ONLY as JSON in this format:
{
  "is_fruit": bool, // whether it is
  "name": "string",
  'colour': "red|green",
  "score": <int>,
  "tags": ["string", ...],
  "parts": [{"n": 1.5, "ok": true,}],
  "none": [],
  "note": "None to speak of"
}`
  for (const mode of [jsonMode, {}]) {
    const value = JSON.parse(said([['user', `Is a banana a fruit? ${example}`]], mode))
    t.match(value, {
      is_fruit: Boolean,
      name: /^(?!string$)/,
      colour: /^(red|green)$/,
      score: Number,
      tags: [/^(?!string$)/],
      parts: [{ n: 1.5, ok: true }],
      none: [],
      note: 'None to speak of',
    })
    t.ok(Number.isInteger(value.score))
    t.type(value.is_fruit, 'boolean')
  }
})

t.test('plain text that asks for JSON is answered with it, bare or in a fenced block as it says', async t => {
  const ask = (more: string) =>
    said([
      ['system', given()],
      ['user', `Jo is 25.${more}`],
    ])
  t.match(JSON.parse(ask('')), isPerson)
  t.match(JSON.parse(ask(' Do not use Markdown fencing before or after.')), isPerson)
  t.match(JSON.parse(ask(' Do not wrap it in code fences (no ``` or ```json).')), isPerson)
  t.match(JSON.parse(ask(' The schema is shown in a code block for you only.')), isPerson)
  const fenced = /^```json\n(\{.*\})\n```$/
  for (const more of [
    '\n\nReturn the right JSON within a ```json codeblock, not the schema.',
    ' The output should be a markdown code snippet.',
  ]) {
    const [, json = ''] = fenced.exec(ask(more)) ?? []
    t.match(JSON.parse(json), isPerson, more)
  }
})

t.test('who asks in text for a list gets one, of what is named or shown', async t => {
  const table: readonly (readonly [prompt: string, answer: object])[] = [
    ['Answer only with a JSON array of three integers.', [Number, Number, Number]],
    ['Reply with a JSON list of exactly 2 strings and nothing else.', [/\w/, /\w/]],
    ['Give me the colours. Output must be a valid JSON array of strings.', [/\w/]],
    ['Return the people as a JSON array of objects with keys "name" and "age (integer)".', [{ name: /\w/ }]],
    ['Return a JSON array. Example output: [{"name": "Jo", "age": 25}]', [{ name: 'Jo', age: 25 }]],
    ['Respond with a list of JSON objects with fields name (string) and age (integer).', [{ name: /\w/, age: Number }]],
    [`Produce a JSON array of objects that match this schema: ${JSON.stringify(person)}`, [isPerson]],
    [
      `Respond with JSON that matches this schema: ${JSON.stringify({ type: 'array', items: person, minItems: 2, maxItems: 2 })}`,
      [isPerson, isPerson],
    ],
  ]
  for (const [prompt, answer] of table) {
    const list = JSON.parse(said([['user', prompt]]))
    t.ok(Array.isArray(list), prompt)
    t.match(list, answer, prompt)
  }
  t.equal(JSON.parse(said([['user', 'Answer only with a JSON array of three integers.']])).length, 3)
  t.ok(JSON.parse(said([['user', 'Write a JSON array of up to 4 numbers.']])).length <= 4)
  t.ok(JSON.parse(said([['user', 'Write a JSON array of at least five booleans.']])).length >= 5)
})

t.test('in JSON mode, whose title in the document is JSON object, who asks for a list gets an object', async t => {
  for (const prompt of [
    'Answer only with a JSON array of three integers.',
    'Answer with JSON that fits this schema: {"type": "array", "items": {"type": "integer"}, "minItems": 2}',
  ]) {
    const value = JSON.parse(said([['user', prompt]], jsonMode))
    t.ok(typeof value === 'object' && value !== null && !Array.isArray(value), prompt)
  }
})

t.test('a list that is a part of the answer, or of the prompt, makes no list of it', async t => {
  const table: readonly (readonly [prompt: string, answer: object])[] = [
    ['Return a JSON object with the key "items", a JSON array of strings.', { items: 1 }],
    ['Respond in JSON with fields "tags" (a JSON array of strings) and "name".', { tags: 1, name: 1 }],
    ['Given the JSON array of orders below, respond in JSON with keys "total" and "count".', { total: 1, count: 1 }],
  ]
  for (const [prompt, answer] of table) {
    const value = JSON.parse(said([['user', prompt]]))
    t.notOk(Array.isArray(value), prompt)
    t.same(Object.keys(value), Object.keys(answer), prompt)
  }
  const inMode = JSON.parse(
    said([['user', 'Return a JSON array. Example output: [{"name": "Jo", "age": 25}]']], jsonMode),
  )
  t.same(inMode, { name: 'Jo', age: 25 }, 'JSON mode is for objects')
})

t.test('fields below marks are answered so, each in its type, up to the last mark', async t => {
  const system = `Your output fields are:
1. \`reasoning\` (str):
2. \`count\` (int):
3. \`sure\` (bool):
4. \`kind\` (Literal['a', 'b']):
5. \`people\` (list[Person]):
All interactions will be structured in the following way.

[[ ## word ## ]]
{word}

[[ ## reasoning ## ]]
{reasoning}

[[ ## people ## ]]
{people}        # note: the value must adhere to the JSON schema: {"type": "array", "minItems": 1, "items": ${JSON.stringify(person)}}

[[ ## completed ## ]]`
  const user = `[[ ## word ## ]]
banana

Respond with the output fields, starting with the field \`[[ ## reasoning ## ]]\`, then \`[[ ## count ## ]]\` (must be formatted as a valid Python int), then \`[[ ## sure ## ]]\` (must be formatted as a valid Python bool), then \`[[ ## kind ## ]]\` (must be formatted as a valid Python Literal['a', 'b']), then \`[[ ## people ## ]]\` (must be formatted as a valid Python list[Person]), and then ending with the marker for \`[[ ## completed ## ]]\`.`
  const text = said([
    ['system', system],
    ['user', user],
  ])
  const [, ...parts] = text.split(/\[\[ ## (\w+) ## \]\]\n/)
  const fields = Object.fromEntries(parts.map((part, i) => [part, parts[i + 1]?.trim()]).filter((_, i) => i % 2 === 0))
  t.strictSame(Object.keys(fields), ['reasoning', 'count', 'sure', 'kind', 'people', 'completed'])
  t.match(fields, { reasoning: /\w/, count: /^\d+$/, sure: /^(true|false)$/, kind: /^[ab]$/, completed: '' })
  t.match(JSON.parse(fields.people ?? ''), [isPerson])
})

t.test('an agent whose next tool may be finish finishes', async t => {
  const user =
    'Respond, starting with the field `next_thought`, then `next_tool_name` (must be formatted as a valid Python ' +
    "Literal['search', 'finish']), then `next_tool_args` (must be formatted as a valid Python dict[str, Any]), and then " +
    'ending with the marker for `completed`. [[ ## x ## ]]'
  t.match(said([['user', user]]), /\[\[ ## next_tool_name ## \]\]\nfinish\n\n\[\[ ## next_tool_args ## \]\]\n\{\}\n/)
})

t.test('notes in an example say the types of the fields that are named after it', async t => {
  const system =
    'Outputs will be a JSON object with the following fields.\n\n{\n  "news": "{news}        # note: the value must adhere ' +
    'to the JSON schema: {\\"type\\": \\"array\\", \\"minItems\\": 1, \\"items\\": {\\"type\\": \\"integer\\"}}",\n  ' +
    '"sure": "{sure}        # note: the value must be True or False"\n}'
  const user =
    'Respond with a JSON object in the following order of fields: `news` (must be a list[News]), then `sure`.'
  for (const mode of [jsonMode, {}])
    t.match(
      JSON.parse(
        said(
          [
            ['system', system],
            ['user', user],
          ],
          mode,
        ),
      ),
      { news: [Number], sure: Boolean },
    )
})

t.test('who only speaks of JSON gets text', async t => {
  const prose = [
    'What does this JSON mean? {"a": 1}',
    'Explain the output of this JSON: {"properties": {"a": {"type": "string"}}}',
    'Write a summary of this JSON: {"name": "Jo", "age": 25}',
    'Why is my json schema refused? {"type": "object", "properties": {"a": {"type": "string"}}}',
    'Return the book to the library. {"a": 1}',
    'Answer in JSON.',
    'Say hello.',
    '',
  ]
  for (const prompt of prose) t.match(said([['user', prompt]]), /mock/i, prompt)
})

t.test('JSON mode without any form stays as it is', async t => {
  for (const prompt of ['Answer in JSON.', 'JSON, please: { not closed', 'JSON { } []'])
    t.match(JSON.parse(said([['user', prompt]], jsonMode)), { mock: true, message: /mock/ }, prompt)
})

t.test('the same request has the same answer, streamed too, and limits cut it as any other', async t => {
  const asked = asking({ model: talker, messages: [{ role: 'user', content: given() }] })
  const { content } = wholeOf(asked).choices[0].message
  t.equal(wholeOf(asked).choices[0].message.content, content)
  t.equal(joined(asked, 'content'), content)
  const cut = wholeOf(asking({ model: talker, messages: [{ role: 'user', content: given() }], max_tokens: 2 }))
    .choices[0]
  t.match(cut, { finish_reason: 'length', message: { content: content.slice(0, 8) } })
})

t.test('a scenario that says what it wants is not overruled', async t => {
  const asked = asking({ messages: [{ role: 'user', content: given() }] })
  t.equal(wholeOf(asked, { text: 'No.' }).choices[0].message.content, 'No.')
})

t.test('a response of the Responses API follows its messages too', async t => {
  const body = { input: [{ role: 'user', content: [{ type: 'input_text', text: given() }] }] }
  const { output } = wholeOf(asking({}, { operation: 'createResponse', body }))
  t.match(JSON.parse(output.at(-1).content[0].text), isPerson)
})

t.test('messages that are made to hurt cost little', async t => {
  const many = 200_000
  const hostile = [
    '{'.repeat(many),
    '[{"a":'.repeat(many / 5),
    '{"a":"'.repeat(many / 5),
    `{"a": ${'['.repeat(many)}`,
    'json '.repeat(many / 4),
    `return ${'a json '.repeat(many / 8)}`,
    `keys ${"'a' ".repeat(many / 4)}`,
    `keys ${"'a' (".repeat(many / 4)}`,
    'fields `'.repeat(many / 8),
    `with ${"'a', ".repeat(many / 5)}`,
    '```json'.repeat(many / 6),
    `starting with the field ${'`a` '.repeat(many / 4)}`,
    'starting with the field '.repeat(many / 20),
    `{"a": "${'x|'.repeat(many / 2)}"}`,
    `{"a": <${'list['.repeat(many / 8)}>}`,
    `{${'"a":1,'.repeat(many / 8)}}`,
    `schema ${'{"type":"object","properties":{"a":'.repeat(5000)}`,
    `format: ${'{x} # note: JSON schema: {'.repeat(8000)}`,
  ]
  for (const text of hostile)
    for (const mode of [jsonMode, {}]) {
      const messages: readonly Message[] = [
        ['system', `Respond in JSON. ${text}`],
        ['user', `${text} return as json ${text}`],
      ]
      const asked = asking({ model: talker, messages: messages.map(([role, content]) => ({ role, content })), ...mode })
      wholeOf(asked)
      const spent = cpuMsOf(() => wholeOf(asked))
      t.ok(spent < 100, `${text.slice(0, 30)}: ${Math.round(spent)} ms`)
    }
})

t.test('whatever the messages hold, there is an answer, in JSON mode an object', async () => {
  const piece = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constantFrom(
      'Return JSON like ',
      '{"a": int}',
      '```json',
      '`a`',
      ' keys ',
      '[[ ## a ## ]]',
      '{',
      '}',
      '"',
      '# note:',
    ),
  )
  const text = fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join(''))
  fc.assert(
    fc.property(text, fc.boolean(), (content, isJson) => {
      const answer = said(
        [
          ['system', content],
          ['user', content],
        ],
        isJson ? jsonMode : {},
      )
      return isJson ? typeof JSON.parse(answer) === 'object' : typeof answer === 'string'
    }),
    { numRuns: bounded(1000) },
  )
})
