// Requests that ask for much work, at sizes that the default limits let through: what `npm run bench:stalls` sends.

const many = (count, of) => Array.from({ length: count }, (_, i) => of(i))
const named = (count, of) => Object.fromEntries(many(count, i => [`p${i}`, of(i)]))
const names = count => many(count, i => `p${i}`)
const MODEL = 'openai/gpt-oss-20b'
const text = { type: 'string' }

const to = (path, body, headers = {}) => ({
  path,
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
})
const chat = more =>
  to('/openai/v1/chat/completions', { model: MODEL, messages: [{ role: 'user', content: 'Hello' }], ...more })
const says = content => chat({ messages: [{ role: 'user', content }] })
const asks = (schema, strict = false) =>
  chat({ response_format: { type: 'json_schema', json_schema: { name: 'N', strict, schema } } })
const response = more => to('/openai/v1/responses', { model: MODEL, input: 'Hello', ...more })
const embeds = input => to('/openai/v1/embeddings', { model: 'nomic-embed-text-v1_5', input })
const control = (method, path, body) => ({
  method,
  path: `/__mock${path}`,
  headers: { 'content-type': 'application/yaml' },
  body,
})

const closed = (properties, more = {}) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties),
  properties,
  ...more,
})
const both = to => closed({ a: { $ref: `#/$defs/${to}` }, b: { $ref: `#/$defs/${to}` } })
const doubling = levels =>
  closed(
    { x: { $ref: '#/$defs/d0' } },
    {
      $defs: {
        ...Object.fromEntries(many(levels, i => [`d${i}`, both(`d${i + 1}`)])),
        [`d${levels}`]: text,
      },
    },
  )
const functions = (count, properties, strict = true) =>
  many(count, k => ({
    type: 'function',
    function: { name: `t${k}`, strict, parameters: closed(named(properties, () => text)) },
  }))
const form = (path, parts) => {
  const body = parts.map(([head, value]) => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`)
  return to(path, `${body.join('')}--b--\r\n`, { 'content-type': 'multipart/form-data; boundary=b' })
}
const nested = (levels, inner) => many(levels, () => '{"a":[').join('') + inner + many(levels, () => ']}').join('')
const rules = count =>
  `rules:\n${many(count, i => `  - name: r${i}\n    match: { model: "m-${i}*" }\n    error: 503\n`).join('')}`
const lines = count =>
  many(count, i =>
    JSON.stringify({ custom_id: `c${i}`, method: 'POST', url: '/v1/chat/completions', body: { model: MODEL } }),
  ).join('\n')

/** Each made when it is asked for: some are large. */
export const cases = {
  plain: () => chat({}),
  '64 KB of text': () => says('word '.repeat(13_000)),
  'doubling $refs': () => asks(doubling(30)),
  'doubling $refs, strict': () => asks(doubling(30), true),
  'patterns of names': () =>
    asks({ type: 'object', propertyNames: { pattern: 'a{1000}'.repeat(100) }, minProperties: 3 }),
  'patterns of 25 properties': () => asks(closed(named(25, () => ({ ...text, pattern: 'a{1000}'.repeat(100) })))),
  '50 000 properties': () => asks(closed(named(50_000, () => text)), true),
  '128 tools of 100 properties': () => chat({ tools: functions(128, 100) }),
  '128 tools that are called': () =>
    chat({
      tools: functions(128, 100),
      messages: [
        {
          role: 'user',
          content: names(128)
            .map(name => name.replace('p', 't'))
            .join(' '),
        },
      ],
    }),
  'one text of 24 MB': () => says('x'.repeat(24e6)),
  'one text of 24 MB of words': () => says('lorem ipsum '.repeat(2e6)),
  'one text of 24 MB, three bytes a letter': () => says('本'.repeat(8e6)),
  'one text of 24 MB, escaped': () => says('a"\n\\'.repeat(34e5)),
  'system prompt of 24 MB': () =>
    chat({
      messages: [
        { role: 'system', content: 'x'.repeat(24e6) },
        { role: 'user', content: 'a' },
      ],
    }),
  '80 000 messages': () => chat({ messages: many(80_000, () => ({ role: 'user', content: 'a' })) }),
  '40 000 messages with 500 letters': () =>
    chat({ messages: many(40_000, i => ({ role: i % 2 ? 'assistant' : 'user', content: 'letters '.repeat(60) })) }),
  '100 000 deep': () => to('/openai/v1/chat/completions', `{"model":"m","messages":${nested(60_000, '1')}}`),
  'braces in JSON mode': () =>
    chat({
      response_format: { type: 'json_object' },
      messages: [{ role: 'user', content: `json ${'{"a":['.repeat(15_000)}` }],
    }),
  'objects in JSON mode': () =>
    chat({
      response_format: { type: 'json_object' },
      messages: [{ role: 'user', content: `json ${'{"a": "int", b: [1,2,"x"]} '.repeat(4000)}` }],
    }),
  '24 MB of words in JSON mode': () =>
    chat({ response_format: { type: 'json_object' }, messages: [{ role: 'user', content: 'jso'.repeat(8e6) }] }),
  '240 000 values of an enum': () => asks({ enum: many(240_000, i => `v${i}`) }, true),
  '10 000 values of an enum': () => asks(closed({ a: { enum: many(10_000, i => `value ${i}`) } }), true),
  '5 000 schemas of anyOf': () => asks(closed({ a: { anyOf: many(5000, i => closed({ [`k${i}`]: text })) } }), true),
  '2 000 patterns of properties': () =>
    asks({
      type: 'object',
      minProperties: 50,
      patternProperties: Object.fromEntries(many(2000, i => [`^p${i}[a-z]{1,20}`, text])),
    }),
  'tool descriptions of 20 MB': () =>
    chat({
      tools: many(100, k => ({ type: 'function', function: { name: `t${k}`, description: 'words '.repeat(33_000) } })),
    }),
  '60 000 tool calls': () =>
    chat({
      messages: [
        { role: 'user', content: 'a' },
        {
          role: 'assistant',
          tool_calls: many(30_000, i => ({ id: `c${i}`, type: 'function', function: { name: 'f', arguments: '{}' } })),
        },
        { role: 'user', content: 'b' },
      ],
    }),
  'image of 20 MB': () =>
    chat({
      model: 'meta-llama/llama-4-scout-17b-16e-instruct',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: `data:image/png;base64,${'iVBORw0KGgo'.padEnd(2e7, 'A')}` } },
          ],
        },
      ],
    }),
  '120 000 image parts': () =>
    chat({
      model: 'meta-llama/llama-4-scout-17b-16e-instruct',
      messages: [{ role: 'user', content: many(60_000, () => ({ type: 'text', text: 'a' })) }],
    }),
  'user of 24 MB': () => chat({ user: 'u'.repeat(24e6) }),
  'metadata of 24 MB': () => chat({ metadata: { a: 'm'.repeat(24e6) } }),
  '100 000 unknown properties': () => chat(named(100_000, () => 1)),
  'unknown property of 20 MB': () => chat({ ['x'.repeat(2e7)]: 1 }),
  'role of 20 MB': () => chat({ messages: [{ role: 'x'.repeat(2e7), content: 'a' }] }),
  'model of 20 MB': () => chat({ model: 'x'.repeat(2e7) }),
  'stop of 4 texts of 5 MB': () => chat({ stop: many(4, () => 'x'.repeat(5e6)) }),
  'no JSON, 24 MB': () => to('/openai/v1/chat/completions', `{"a":"${'x'.repeat(24e6)}`),
  'response: input of 24 MB': () => response({ input: 'x'.repeat(24e6) }),
  'response: 80 000 messages': () => response({ input: many(60_000, () => ({ role: 'user', content: 'a' })) }),
  'response: 24 MB of instructions, echoed': () => response({ instructions: 'x'.repeat(24e6) }),
  'response: tools of 10 MB, streamed': () =>
    response({
      stream: true,
      tools: many(128, k => ({
        type: 'function',
        name: `t${k}`,
        description: 'd '.repeat(40_000),
        parameters: closed({ a: text }),
      })),
    }),
  'response: metadata of 8 MB, streamed': () => response({ stream: true, metadata: { a: 'm'.repeat(8e6) } }),
  'embeddings: 2 048 texts': () => embeds(many(2048, i => `text ${i} of many`)),
  'embeddings: 2 048 texts of 10 KB': () => embeds(many(2048, i => `text ${i} of words `.repeat(500))),
  'embeddings: 2 048 lists of 100 tokens': () => embeds(many(2048, i => many(100, k => i + k))),
  'embeddings: one text of 24 MB': () => embeds('lorem ipsum '.repeat(2e6)),
  'embeddings: 240 000 tokens': () => embeds(many(240_000, i => i)),
  'embeddings: 2 048 texts, as base64': () =>
    to('/openai/v1/embeddings', {
      model: 'nomic-embed-text-v1_5',
      input: many(2048, i => `text ${i} of many`),
      encoding_format: 'base64',
    }),
  'reranking: 100 documents of 200 KB': () =>
    to('/openai/v1/reranking', {
      model: 'qwen3-reranker-4b',
      query: 'a',
      docs: many(100, i => `document ${i} `.repeat(15_000)),
    }),
  'form of 20 000 parts': () =>
    form(
      '/openai/v1/audio/transcriptions',
      many(20_000, i => [`name="p${i}"`, 'v']),
    ),
  'form with a prompt of 20 MB': () =>
    form('/openai/v1/audio/transcriptions', [
      ['name="prompt"', 'x'.repeat(2e7)],
      ['name="file"; filename="a.wav"', 'RIFF'],
    ]),
  'form with audio of 18 MB as base64': () =>
    form('/openai/v1/audio/transcriptions', [
      ['name="model"', 'whisper-large-v3'],
      ['name="url"', `data:audio/wav;base64,${'A'.repeat(24e6)}`],
    ]),
  'upload of 20 000 lines': () =>
    form('/openai/v1/files', [
      ['name="purpose"', 'batch'],
      ['name="file"; filename="a.jsonl"', lines(20_000)],
    ]),
  'stream of very many pieces': () =>
    chat({
      stream: true,
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'a',
          schema: {
            type: 'array',
            minItems: 100,
            maxItems: 100,
            items: { type: 'array', minItems: 100, items: { type: 'string', minLength: 1000 } },
          },
        },
      },
    }),
  'check: 1 MB of rules': () => control('POST', '/check', rules(14_000)),
  'check: 1 MB, one text': () => control('POST', '/check', `about: "${'x'.repeat(1e6)}"\nrules: []\n`),
  'check: 1 MB of lists': () => control('POST', '/check', `rules: [${'[],'.repeat(340_000)}]`),
  'check: 64 KB of rules': () => control('POST', '/check', rules(900)),
  'put: 1 MB of rules': () => control('PUT', '/scenarios/big', rules(14_000)),
  'put: 32 KB of rules': () => control('PUT', '/scenarios/big', rules(430)),
  'session: 1 MB of rules': () =>
    control('POST', '/sessions', `id: a\nscenario:\n${rules(13_000).replaceAll(/^/gm, '  ')}`),
  'verify: 4 MB': () => control('POST', '/sessions/default/verify', `match: { path: "${'x'.repeat(4e6)}" }`),
}
