import { jsonPaths, names, patterns, values } from './dictionary.mjs'

const chat = more => ({ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }], ...more })
const tool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'x',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
}

/** Bodies that are right, by path. */
const seeds = [
  ['/openai/v1/chat/completions', chat({})],
  ['/openai/v1/chat/completions', chat({ stream: true, stream_options: { include_usage: true } })],
  ['/openai/v1/chat/completions', chat({ tools: [tool], tool_choice: 'auto', parallel_tool_calls: true })],
  [
    '/openai/v1/chat/completions',
    chat({
      response_format: { type: 'json_object' },
      messages: [{ role: 'user', content: 'Return JSON with name and age' }],
    }),
  ],
  [
    '/v1/chat/completions',
    chat({
      messages: [
        { role: 'system', content: 'a' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'b' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
          ],
        },
      ],
    }),
  ],
  ['/openai/v1/responses', { model: 'openai/gpt-oss-20b', input: 'Hello', metadata: { a: 'b' }, stream: true }],
  [
    '/openai/v1/responses',
    {
      model: 'openai/gpt-oss-20b',
      input: [{ role: 'user', content: [{ type: 'input_text', text: 'x' }] }],
      tools: [{ type: 'function', ...tool.function }],
    },
  ],
  ['/openai/v1/embeddings', { model: 'nomic-embed-text-v1_5', input: ['a', 'b'] }],
  ['/openai/v1/reranking', { model: 'x', query: 'a', docs: ['b', 'c'] }],
  ['/openai/v1/audio/speech', { model: 'playai-tts', input: 'a', voice: 'Fritz-PlayAI', response_format: 'wav' }],
  ['/openai/v1/batches', { input_file_id: 'file_x', endpoint: '/v1/chat/completions', completion_window: '24h' }],
  ['/v1/fine_tunings', { base_model: 'x', input_file_id: 'y', name: 'z', type: 'lora' }],
]

const isNode = value => typeof value === 'object' && value !== null

/** Sets a member as JSON would: `__proto__` is a name like others. */
const put = (node, name, value) => {
  // the length of a list is none of its members
  if (Array.isArray(node) && name === 'length') return
  Object.defineProperty(node, name, { value, enumerable: true, configurable: true, writable: true })
}

/** A value of its own, as what is changed must be nobody else's. */
export const anyValue = luck => structuredClone(luck.of(values))

/** All objects and lists within a value. */
const nodesIn = value => (isNode(value) ? [value, ...Object.values(value).flatMap(nodesIn)] : [])

const keywords = [
  'type',
  'properties',
  'required',
  'items',
  'anyOf',
  'allOf',
  'oneOf',
  'not',
  'enum',
  'const',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'propertyNames',
  'patternProperties',
  'minProperties',
  'maxProperties',
  'additionalProperties',
  'format',
  '$ref',
  '$defs',
  'prefixItems',
  'contains',
  'if',
  'then',
  'else',
  'dependentRequired',
  'description',
  'default',
  'nullable',
]
const types = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null', ['string', 'null'], 'x', 1]

const numbers = [0, 1, 3, 10, 1000, 65_536, 1e9, -1, 0.1, 2 ** 53 + 2]

/** A schema made of keywords, hostile names and patterns; most are nonsense. */
const schemaOf = (luck, depth = 0) => {
  if (depth > 4) return luck.of([true, {}, { type: 'string' }, { pattern: luck.of(patterns) }])
  const schema = {}
  const below = () => schemaOf(luck, depth + 1)
  const list = make => Array.from({ length: luck.below(5) }, make)
  const named = make => {
    const made = {}
    for (let i = luck.below(luck.chance(0.02) ? 300 : 5); i > 0; i -= 1)
      put(made, luck.of([...names, 'a', 'b', 'c', luck.of(patterns)]), make())
    return made
  }
  for (let i = luck.below(6); i >= 0; i -= 1) {
    const keyword = luck.of(keywords)
    const value = () => {
      if (keyword === 'type') return luck.of(types)
      if (['properties', 'patternProperties', '$defs'].includes(keyword)) return named(below)
      if (['anyOf', 'allOf', 'oneOf', 'prefixItems'].includes(keyword)) return list(below)
      if (['required', 'enum'].includes(keyword))
        return list(() => (luck.chance(0.5) ? luck.of(names) : anyValue(luck)))
      if (/^(min|max|multiple)/.test(keyword)) return luck.of(numbers)
      if (['pattern', 'format', 'description'].includes(keyword)) return luck.of(patterns)
      if (keyword === '$ref')
        return luck.of(['#', '#/$defs/a', '#/$defs/__proto__', '#/properties/a', '#/$defs/constructor', '../x'])
      if (['const', 'default', 'uniqueItems', 'nullable', 'dependentRequired'].includes(keyword)) return anyValue(luck)
      return below()
    }
    put(schema, luck.chance(0.05) ? luck.of(names) : keyword, value())
  }
  return schema
}

/** Changes a value in a few places: another value, another name, a member more or less, one within itself. */
const mutate = (root, luck) => {
  for (let steps = luck.below(4); steps >= 0; steps -= 1) {
    const node = luck.of(nodesIn(root))
    const keys = Object.keys(node)
    const key = keys.length === 0 ? '0' : luck.of(keys)
    const change = luck.below(6)
    if (change === 0) put(node, key, anyValue(luck))
    else if (change === 1) put(node, luck.of(names), anyValue(luck))
    else if (change === 2) delete node[key]
    else if (change === 3) put(node, key, [node[key], node[key]])
    else if (change === 4) put(node, luck.of(names), node[key])
    else put(node, key, `${luck.of(patterns)} ${luck.of(names)} ${luck.of(jsonPaths)}`)
  }
  return root
}

const nested = luck => {
  const depth = luck.of([50, 500, 5000])
  const [open, close] = luck.of([
    ['[', ']'],
    ['{"a":', '}'],
    ['{"type":"object","properties":{"a":', '}}'],
  ])
  return `${open.repeat(depth)}1${close.repeat(depth)}`
}

/** A request with a JSON body: [path, text]. */
export const jsonRequest = luck => {
  const [path, seed] = luck.of(seeds)
  if (luck.chance(0.03)) return [path, nested(luck)]
  return [path, JSON.stringify(mutate(structuredClone(seed), luck))]
}

/** One whose schemas are hostile: of an answer, of a tool, strict or not. */
export const schemaRequest = luck => {
  const schema = schemaOf(luck)
  const strict = luck.chance(0.3)
  const body = luck.of([
    chat({ response_format: { type: 'json_schema', json_schema: { name: 'a', schema, strict } } }),
    chat({
      messages: [{ role: 'user', content: 'Please use get_weather' }],
      tools: [{ type: 'function', function: { name: 'get_weather', parameters: schema, strict } }],
    }),
    chat({
      response_format: { type: 'json_object' },
      messages: [{ role: 'user', content: `Answer with JSON that follows ${JSON.stringify(schema)}` }],
    }),
  ])
  if (luck.chance(0.2))
    return [
      '/openai/v1/responses',
      JSON.stringify({
        model: 'openai/gpt-oss-20b',
        input: 'x',
        text: { format: { type: 'json_schema', name: 'a', schema, strict } },
      }),
    ]
  return ['/openai/v1/chat/completions', JSON.stringify(body)]
}

/** A scenario with hostile rules, as JSON. */
export const scenarioOf = luck => {
  const rule = () => ({
    name: luck.chance(0.3) ? luck.of(names) : undefined,
    match: luck.of([
      { says: `/${luck.of(patterns)}/` },
      { body: { [luck.of(jsonPaths)]: luck.of(values.filter(value => !isNode(value))) } },
      { header: { [luck.of(['x-a', 'host', '__proto__'])]: `/${luck.of(patterns)}/` } },
      { model: '*', endpoint: luck.of(['chat.*', '*', 'x']) },
      { path: luck.of(['/chat/*', `/${luck.of(patterns)}/`]) },
    ]),
    ...luck.of([
      { error: luck.of([503, 429, 999, { status: 429, retryAfter: '1s' }]) },
      { complete: { text: 'x' } },
      { delay: '1ms..30ms' },
      { fault: luck.of(['reset', 'drop', 'garbage']) },
      { stream: { error: { after: 1 } } },
    ]),
  })
  return { about: 'hostile', rules: Array.from({ length: 1 + luck.below(4) }, rule) }
}
