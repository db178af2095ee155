import t from 'tap'
import { type Asked, errorText, refusalOf } from '../../helpers/refusing.ts'

const model = 'openai/gpt-oss-20b'
const messages = [{ role: 'user', content: 'hello' }]
const other = { type: 'function', function: { name: 'now' } }

interface Offered {
  readonly parameters?: unknown
  readonly strict?: boolean
}

const inChat = (offered: Offered): Asked => ({
  body: { model, messages, tools: [other, { type: 'function', function: { name: 'find', ...offered } }] },
})
const inResponse = (offered: Offered): Asked => ({
  operation: 'createResponse',
  body: {
    model,
    input: 'hello',
    tools: [
      { type: 'function', name: 'now' },
      { type: 'function', name: 'find', ...offered },
    ],
  },
})

const text = { type: 'string' }
const closed = (properties: object) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})
const answer = (reason: string) =>
  errorText(`invalid JSON schema for tool find, tools[1].function.parameters: ${reason}`, {
    param: 'tool find, tools[1].function.parameters',
  })

const bare = "'required' present but 'properties' is missing"
const open = '`additionalProperties:false` must be set on every object'

const refused: readonly (readonly [claim: string, offered: Offered, reason: string])[] = [
  [
    'a tool without arguments, as agents send it',
    { parameters: { type: 'object', properties: {}, required: [] } },
    bare,
  ],
  ['one without properties at all', { parameters: { type: 'object', required: [] } }, bare],
  ['one that is closed, and strict', { parameters: closed({}), strict: true }, bare],
  [
    'a strict tool with an open object within',
    { parameters: closed({ inputs: { anyOf: [{ type: 'array', items: { type: 'object' } }, text] } }), strict: true },
    `/properties/inputs/anyOf/0/items: ${open}`,
  ],
  [
    'a strict tool that is open itself',
    { parameters: { type: 'object', properties: { a: text } }, strict: true },
    open,
  ],
  [
    'a strict tool with a choice within a choice',
    { parameters: closed({ to: { anyOf: [{ anyOf: [text, { type: 'array' }] }, { type: 'null' }] } }), strict: true },
    '/properties/to/anyOf: anyOf object variant error: variant 0: properties must be present (or set additionalProperties:false)',
  ],
]

const taken: readonly (readonly [claim: string, offered: Offered])[] = [
  ['no parameters', { strict: true }],
  ['a bare object, strict or not', { parameters: { type: 'object' }, strict: true }],
  [
    'properties that are empty, where nothing is required',
    { parameters: { type: 'object', properties: {}, additionalProperties: false }, strict: true },
  ],
  [
    'optional arguments of a tool that is not strict',
    { parameters: { type: 'object', properties: { a: text, b: { type: 'object' } } } },
  ],
  [
    'the same where strict is false',
    { parameters: { type: 'object', properties: { a: text }, required: [] }, strict: false },
  ],
  ['a strict tool that is closed', { parameters: closed({ a: text }), strict: true }],
]

t.test('parameters that can’t be followed are refused, and the tool is named', async t => {
  for (const [claim, offered, reason] of refused) {
    t.equal(refusalOf(inChat(offered)), answer(reason), claim)
    t.equal(refusalOf(inResponse(offered)), answer(reason), `${claim}, in a response`)
  }
})

t.test('parameters that can be followed, or need not be, are taken', async t => {
  for (const [claim, offered] of taken) {
    t.equal(refusalOf(inChat(offered)), null, claim)
    t.equal(refusalOf(inResponse(offered)), null, `${claim}, in a response`)
  }
})

t.test('without validation all of them are taken', async t => {
  for (const [claim, offered] of refused) t.equal(refusalOf({ ...inChat(offered), validation: 'off' }), null, claim)
})

t.test(
  'types of tools by model: those that run elsewhere everywhere, those that are built in where they are',
  async t => {
    const refusal = (own: string, type: string) => refusalOf({ body: { model: own, messages, tools: [{ type }] } })
    const unknown = errorText(
      'code=400, message=tools[0].type must be one of [function, mcp], type=invalid_request_error',
    )
    for (const type of ['browser_search', 'code_interpreter']) {
      t.equal(refusal(model, type), null)
      t.equal(refusal('mine/own', type), null, 'of a model that is not listed nothing is known')
      t.equal(refusal('qwen/qwen3.8-27b', type), unknown)
      t.equal(refusal('groq/compound', type), unknown)
    }
    t.equal(refusal('qwen/qwen3.8-27b', 'mcp'), null)
  },
)
