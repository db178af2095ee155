// `npm run bench:limiter`: what limits cost a decision, off and on. No network; a plain loop.
import { decide } from '#src/engine/decide'
import { identify } from '#src/request/identify'
import { selectionOf, splitPrefix } from '#src/request/selection'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { Session } from '#src/session/session'
import { question } from './cases.mjs'
import { spread, table } from './figures.mjs'

const path = '/openai/v1/chat/completions'
const COUNT = 20_000

const call = identify({
  method: 'POST',
  url: path,
  headers: { 'content-type': 'application/json', authorization: 'Bearer gsk_0123456789abcdefghijklmnop' },
  operation: 'createChatCompletion',
  body: { kind: 'whole', content: Buffer.from(JSON.stringify(question(1))) },
  refused: null,
  selection: selectionOf(splitPrefix(path), {}),
  validation: 'standard',
})

const sessionOf = api => {
  const text = JSON.stringify({ about: 'Limits.', api: { keys: 'any', ...api } })
  const { scenario } = readScenario({ name: 'limits', file: 'limits', text, place: nowhere })
  if (!scenario) throw new Error('the scenario of the benchmark does not load')
  return new Session({
    id: 's',
    scenario,
    ownScenario: true,
    seed: null,
    speed: 1,
    ttlMs: 1e9,
    nowMs: 0,
    monotonicMs: 0,
  })
}

/** Microseconds for one request, decided and settled. */
const timed = api => {
  const session = sessionOf(api)
  const ending = {
    failed: false,
    leftByClient: false,
    status: 200,
    generationFailed: false,
    told: null,
    hasBegun: true,
  }
  const began = performance.now()
  for (let i = 0; i < COUNT; i += 1) {
    const ticket = session.attemptOf(call, { startedMs: i, openedMs: null })
    const { hold } = decide(call, ticket, session, null, i)
    session.settle(ticket, { ...ending, hold }, i)
  }
  return ((performance.now() - began) / COUNT) * 1000
}

const cases = {
  'no limits': {},
  'one limit': { limits: [{ rpm: '100M' }] },
  'four limits': { limits: [{ rpm: '100M', rpd: '100M', tpm: '1000M', tpd: '1000M' }] },
  'four limits and a capacity': {
    limits: [{ rpm: '100M', rpd: '100M', tpm: '1000M', tpd: '1000M' }],
    capacity: { concurrent: 1000 },
  },
  'refused by a limit': { limits: [{ rpd: 1 }] },
}

const seen = Object.fromEntries(Object.keys(cases).map(name => [name, []]))
for (let round = 0; round < 9; round += 1)
  for (const [name, api] of Object.entries(cases)) {
    const micros = timed(api)
    // the first rounds pay for the compiler
    if (round > 1) seen[name].push(micros)
  }

const lines = Object.entries(seen).map(([name, micros]) => [
  name,
  spread(micros, 2),
  spread(
    micros.map((one, i) => one - seen['no limits'][i]),
    2,
  ),
])
process.stdout.write(`${table([['scenario', 'µs per decision', 'more than none'], ...lines])}\n`)
