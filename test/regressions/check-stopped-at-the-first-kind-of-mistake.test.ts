/*
 * `check` told what did not fit the schema and stopped; then what was wrong beyond the schema, and stopped; and only a file
 * without either learnt what has no effect. So a file was mended in three rounds. And an empty folder was "0 files: 0 errors".
 * Right since "Say everything that is wrong with a scenario in one pass" (2026-11-26).
 */
import t from 'tap'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { run } from '../helpers/cli.ts'

const found = (text: string) =>
  readScenario({ name: 'x', file: 'x', text, place: nowhere }).diagnostics.map(
    ({ line, severity, message }) => `${line} ${severity}: ${message}`,
  )

t.test('mistakes of every kind are told at once, each in its line', async t => {
  const text = `about: A test.
sede: 7
api: { keys: any, bodylimit: 8KiB, limits: [{ rpm: 1, burst: { tpm: 2 } }] }
rules:
  - { name: a, erorr: 503, match: { endpoint: chat.completion, model: 7 }, delay: { median: 2s, p99: 1s } }
  - { name: b, match: { method: FETCH }, error: { status: 429, variant: none } }
  - { name: c, every: 1, times: 1, error: 503 }
  - just a text
  - { name: d, match: { tier: flex }, oneOf: [{ share: 60%, error: 503 }, { share: 60 }] }
  - { name: d, times: 2, sequence: [{ error: 503 }], then: repeat }
`
  t.same(found(text), [
    '2 error: "sede" is not known in the scenario',
    '3 error: "bodylimit" is not known in api',
    '5 error: "erorr" is not known in rules[1]',
    '5 error: there is no endpoint "chat.completion"',
    '5 error: rules[1].match.model is 7; expected text, or a list of texts',
    '5 error: the 99th percentile 1s is not above the median 2s',
    '6 error: there is no method "FETCH"',
    '6 error: 429 has no variant "none"',
    '7 warning: every: 1 is every request',
    '8 error: rules[4] is "just a text"; expected a mapping (key: value)',
    '9 error: rules[5].oneOf[2].share is 60; expected a share such as 10% or 0.5%, at most 100%',
    '10 error: two rules are named "d"',
  ])
})

t.test('a key that appears twice does not hide what else is wrong', async t => {
  t.match(found('about: x\nabout: y\nrules:\n  - error: { status: 503, variant: none }\n'), [
    /"about" appears twice/,
    /503 has no variant "none"/,
  ])
})

t.test('nothing is concluded from what could not be read', async t => {
  const text = `about: A test.
drawBy: order
api: { models: knwon, keys: 3 }
rules:
  - { match: { tier: 3 }, error: 503 }
  - { match: { model: my/own, problem: no-key }, error: 429 }
  - { then: pass, sequnce: [{ error: 503 }] }
`
  t.same(
    found(text).map(line => line.slice(0, 7)),
    ['3 error', '3 error', '5 error', '7 error'],
  )
})

t.test('a folder without a scenario is told, and is no success', async t => {
  const folder = t.testdir({ 'notes.txt': 'x', inner: { 'a.yaml': 'about: x\n' } })
  const { code, stdout, stderr } = await run(['check', folder])
  t.same([code, stdout], [2, ''])
  t.match(stderr, `There is nothing to check in ${folder}: no file in it ends in .yaml or .yml.`)
  t.match((await run(['--help'])).stdout, 'or a folder has no scenario in it')
})
