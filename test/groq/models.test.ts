import t from 'tap'
import { errors } from '#src/groq/errors'
import { models, retiredModels } from '#src/groq/models'
import { askAt, freshState, scenarioOf } from '../helpers/deciding.ts'

/** By the reports (docs/facts/groq-wire.md §3.5). */
const answers = {
  'llama-3.3-70b-versatile': 404,
  'qwen/qwen3-32b': 404,
  'meta-llama/llama-4-maverick-17b-128e-instruct': 404,
  'llama-3.1-8b-instant': 404,
  'meta-llama/llama-4-scout-17b-16e-instruct': 404,
  'moonshotai/kimi-k2-instruct': 404,
  'moonshotai/kimi-k2-instruct-0905': 404,
  'gemma2-9b-it': 400,
  'llama3-70b-8192': 400,
  'qwen-qwq-32b': 400,
  'llama-3.1-70b-versatile': 400,
  'llama-3.2-1b-preview': 400,
  'llama-3.2-3b-preview': 400,
  'llama3-8b-8192': 400,
  'mixtral-8x7b-32768': 400,
  'playai-tts': 400,
} as const

const state = freshState(scenarioOf({ api: { models: 'known' } }))
const known = (model: string) => askAt(state, { call: { model } })

t.test('each retired model gets what the reports say of it, and every one is in the table', async t => {
  t.same(retiredModels.map(({ id }) => id).sort(), Object.keys(answers).sort())
  for (const { id, variant } of retiredModels) {
    const status = answers[id as keyof typeof answers]
    t.ok(variant in errors[status].variants, id)
    const { outcome, reason } = known(id)
    t.match(outcome, { kind: 'error', error: { status, variant } }, id)
    t.equal(reason, 'the model is retired')
  }
})

t.test('what was inferred of a retired model is not called observed', async t => {
  for (const { id, provenance, source } of retiredModels)
    if (provenance === 'inferred') t.match(source, /inferred/, id)
    else t.match(source, /probe|report|notes/, id)
})

t.test('a model that never was gets 404, and every one that is served an answer', async t => {
  t.match(known('nobody/nothing').outcome, { error: { status: 404 } })
  for (const { id } of models) t.equal(known(id).outcome.kind, 'complete', id)
})
