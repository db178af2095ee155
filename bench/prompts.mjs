// Bodies of requests that differ: 10 000 prompts, the same in each run, and a number in each body that never comes again.

/** How many different prompts there are; they are made when they are first needed. */
export const PROMPTS = 10_000
const SHORTEST = 100
const LONGEST = 4000

const WORDS =
  'the a of and to in is that for with as on by this which model answer token fast slow language system request server limit ' +
  'retry wait second minute queue batch cache memory river mountain garden winter paper letter number question reason example ' +
  'please explain describe compare summarise translate write list why how when where “quoted” naïve café 42 3.14 (see above), ' +
  'however; therefore: because, although. First, second, finally, e.g. the user’s own words.'.replaceAll('\n', ' ')
const words = WORDS.split(' ')

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
const drawsOf = seed => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const pick = (draw, list) => list[Math.floor(draw() * list.length)]

/** A JSON schema of some properties, as structured outputs and tools have it. */
const schemaOf = draw => {
  const kinds = [
    { type: 'string', description: 'What was said.' },
    { type: 'integer' },
    { type: 'boolean' },
    { type: 'string', enum: ['low', 'medium', 'high'] },
    { type: 'array', items: { type: 'string' } },
  ]
  const names = Array.from({ length: 2 + Math.floor(draw() * 6) }, (_, i) => `property_${i}`)
  return {
    type: 'object',
    properties: Object.fromEntries(names.map(name => [name, pick(draw, kinds)])),
    required: names,
    additionalProperties: false,
  }
}

/** Stands in a body where its own number comes. */
const PLACE = '000000000'

const textOf = draw => {
  const length = SHORTEST + Math.floor(draw() * (LONGEST - SHORTEST + 1))
  let text = `Question ${PLACE}:`
  while (text.length < length) text += ` ${pick(draw, words)}`
  return text.slice(0, length)
}

/** One in five asks with tools, one in five for JSON of a schema; streams are not asked for a schema. */
const extrasOf = (number, draw, isStream) => {
  if (number % 5 === 1)
    return {
      tools: Array.from({ length: 1 + Math.floor(draw() * 3) }, (_, i) => ({
        type: 'function',
        function: { name: `tool_${i}`, description: 'Looks something up.', parameters: schemaOf(draw) },
      })),
    }
  if (number % 5 === 2 && !isStream)
    return { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: schemaOf(draw) } } }
  return {}
}

/** The body of the n-th prompt. */
export const bodyOfPrompt = (number, more = {}) => {
  const draw = drawsOf(number + 1)
  return {
    model: 'openai/gpt-oss-20b',
    messages: [
      { role: 'system', content: 'You are a helpful assistant. Answer in one paragraph.' },
      { role: 'user', content: textOf(draw) },
    ],
    temperature: 0.5,
    max_completion_tokens: 1024,
    ...extrasOf(number, draw, more.stream === true),
    ...more,
  }
}

let told = 0

/** A copy of these bytes of a request whose body has a number of its own. */
export const numbered = bytes => {
  told += 1
  const copy = Buffer.from(bytes)
  copy.latin1Write(String(told).padStart(PLACE.length, '0'), copy.indexOf(PLACE))
  return copy
}
