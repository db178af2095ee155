// `npm run bench:rules`: what 10 000 rules cost, when they are loaded and for each request. No network; a plain loop.
import { decide } from '#src/engine/decide'
import { identify } from '#src/request/identify'
import { selectionOf, splitPrefix } from '#src/request/selection'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { Session } from '#src/session/session'
import { spread, table } from './figures.mjs'

const path = '/openai/v1/chat/completions'
const body = { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }] }

/** A scenario of so many rules for other endpoints, and so many for the one that is asked, none of which matches. */
const textOf = (elsewhere, here) => {
  const rule = (endpoint, i) => ({ match: { endpoint, header: { 'x-n': `${i}` } }, error: 503 })
  const rules = [
    ...Array.from({ length: elsewhere }, (_, i) => rule('models', i)),
    ...Array.from({ length: here }, (_, i) => rule('chat.completions', i)),
  ]
  return JSON.stringify({ about: 'Many rules.', ...(rules.length > 0 ? { rules } : {}) })
}

const callOf = headers =>
  identify({
    method: 'POST',
    url: path,
    headers,
    operation: 'createChatCompletion',
    body: { kind: 'whole', content: Buffer.from(JSON.stringify(body)) },
    refused: null,
    selection: selectionOf(splitPrefix(path), headers),
    validation: 'standard',
  })

/** Microseconds per decision, several times over. */
const timed = (scenario, times, count) => {
  const session = new Session({
    id: 's',
    scenario,
    ownScenario: true,
    seed: null,
    speed: 1,
    ttlMs: 1e9,
    nowMs: 0,
    monotonicMs: 0,
  })
  const call = callOf({ 'content-type': 'application/json' })
  const attempt = { call: 'c', ordinal: 1, attempt: 1 }
  return Array.from({ length: times }, () => {
    const began = performance.now()
    for (let i = 0; i < count; i += 1) decide(call, attempt, session, null, 0)
    return ((performance.now() - began) / count) * 1000
  })
}

const lines = [0, 10, 100, 1000, 10_000].flatMap(many =>
  [
    [many, 0],
    [0, many],
  ].map(([elsewhere, here]) => {
    const text = textOf(elsewhere, here)
    const began = performance.now()
    const { scenario } = readScenario({ name: 'rules', file: 'rules', text, place: nowhere })
    const loadMs = performance.now() - began
    if (!scenario) throw new Error('the scenario of the benchmark does not load')
    const micros = timed(scenario, 7, here > 1000 ? 200 : 5000)
    return [String(elsewhere), String(here), loadMs.toFixed(0), spread(micros, 2)]
  }),
)
process.stdout.write(
  `${table([['rules of other endpoints', 'of this endpoint', 'load, ms', 'µs per decision'], ...lines])}\n`,
)
