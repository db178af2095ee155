import t from 'tap'
import { models } from '#src/groq/models'
import { type Asked, errorText, refusalOf } from '../../helpers/refusing.ts'

const messages = [{ role: 'user', content: 'hello' }]
const chat = (model: string, more: object): Asked => ({ body: { model, messages, ...more } })
const response = (model: string, effort: string | null): Asked => ({
  operation: 'createResponse',
  body: { model, input: 'hello', reasoning: { effort } },
})

const EFFORTS = ['none', 'default', 'low', 'medium', 'high'] as const

/** What each model takes; null where nothing is known of it. */
const table: readonly (readonly [model: string, taken: readonly string[] | null, allowed: string])[] = [
  ['openai/gpt-oss-20b', ['low', 'medium', 'high'], '`low`, `medium`, or `high`'],
  ['openai/gpt-oss-120b', ['low', 'medium', 'high'], '`low`, `medium`, or `high`'],
  ['openai/gpt-oss-safeguard-20b', ['low', 'medium', 'high'], '`low`, `medium`, or `high`'],
  ['qwen/qwen3.6-27b', ['none', 'default'], '`none` or `default`'],
  ['qwen/qwen3-32b', ['none', 'default'], '`none` or `default`'],
  ['qwen/qwen3.8-27b', EFFORTS, ''],
  ['groq/compound', null, ''],
  ['mine/own', null, ''],
]

for (const [model, taken, allowed] of table) {
  t.test(`${model} takes ${taken?.join(', ') ?? 'any effort'}, and null`, async t => {
    for (const effort of [...EFFORTS, null]) {
      const isTaken = effort === null || taken === null || taken.includes(effort)
      const refusal = isTaken ? null : errorText(`\`reasoning_effort\` must be one of ${allowed}`)
      t.equal(refusalOf(chat(model, { reasoning_effort: effort })), refusal, String(effort))
      if (effort !== 'none' && effort !== 'default')
        t.equal(refusalOf(response(model, effort)), refusal, `${effort}, in a response`)
    }
  })
}

t.test('an effort that no model takes is refused by the schema', async t => {
  t.equal(
    refusalOf(chat('qwen/qwen3.8-27b', { reasoning_effort: 'xhigh' })),
    errorText("'reasoning_effort' : value is not one of the allowed values ['none','default','low','medium','high']"),
  )
})

t.test('a model that does not reason takes no parameter about reasoning but null', async t => {
  for (const model of ['llama-3.1-8b-instant', 'llama-3.3-70b-versatile', 'allam-2-7b']) {
    for (const [property, value] of [
      ['reasoning_format', 'parsed'],
      ['reasoning_format', 'hidden'],
      ['reasoning_effort', 'none'],
    ] as const) {
      const refusal = errorText(`\`${property}\` is not supported with this model`, { param: property })
      t.equal(refusalOf(chat(model, { [property]: value })), refusal, `${model}: ${property} ${value}`)
      t.equal(refusalOf(chat(model, { [property]: null })), null)
    }
    t.equal(
      refusalOf(response(model, 'low')),
      errorText('`reasoning_effort` is not supported with this model', { param: 'reasoning_effort' }),
    )
  }
})

t.test('every model that reasons takes every format, and the default effort of its family', async t => {
  const reasoning = models.filter(({ features }) => features.includes('reasoning'))
  t.ok(reasoning.length > 3)
  for (const { id } of reasoning)
    for (const format of ['parsed', 'raw', 'hidden'])
      t.equal(refusalOf(chat(id, { reasoning_format: format })), null, id)
})
