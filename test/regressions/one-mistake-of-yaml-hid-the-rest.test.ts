/*
 * `check` told the first mistake of YAML in a file and stopped, so a glob without quotes hid everything else that was wrong.
 * Right since "Check what is left of a scenario where a part of it is not YAML" (2026-11-26).
 */
import t from 'tap'
import { nowhere, readScenario } from '#src/scenario/read-scenario'

const read = (text: string) => readScenario({ name: 'x', file: 'x', text, place: nowhere })
const found = (text: string) =>
  read(text).diagnostics.map(({ line, column, severity, message }) => `${line}:${column} ${severity}: ${message}`)

t.test('mistakes of YAML are told with all that is wrong in the rules that can be read', async t => {
  const text = `about: A test: with a colon.
sede: 7
api: { keys: any, bodylimit: 8KiB }
rules:
  - { name: a, erorr: 503 }
  - { name: b, match: { model: *-20b }, error: 503 }
  - { name: c, match: { header: { x-a: "open }, error: 503 }
  - { name: d, match: { method: FETCH }, error: 503 }
  - name: e
\terror: 503
  - { name: f, every: 1, match: { tier: flex }, error: 503 }
  - name: g
    match: { says: @x }
    error: 503
  - { name: h, error: 503, match: { endpoint: chat }
  - error: { status: 429, variant: none }
  - { match: { stream: true }, error: !own 503 }
  - { name: i, [x]: 503 }
`
  t.same(found(text), [
    '1:8 error: there is a second ": " in one value',
    '2:1 error: "sede" is not known in the scenario',
    '3:19 error: "bodylimit" is not known in api',
    '5:16 error: "erorr" is not known in rules[1]',
    '6:32 error: *-20b is read as an alias, and there is no anchor &-20b before it',
    '7:40 error: a quote is opened here and never closed',
    '8:33 error: there is no method "FETCH"',
    '10:1 error: this line is indented with a tab',
    '11:23 warning: every: 1 is every request',
    "13:20 error: text can't begin with @",
    '15:5 error: { is opened here and never closed',
    '16:36 error: 429 has no variant "none"',
    '17:39 error: the tag !own is not part of the scenario language',
    '18:16 error: a key must be text, not a mapping or a list',
  ])
  t.equal(read(text).scenario, null)
})

t.test('a rule that is not YAML keeps its number, and nothing is concluded from its absence', async t => {
  const rules = (second: string) => `about: A test.
rules:
- { match: { tier: flex }, error: 503 }
- ${second}
- { error: 503 }
- { error: 500, every: 1 }
`
  t.same(found(rules('{ name: x')), [
    '4:3 error: { is opened here and never closed',
    ...found(rules('{ error: 1 }')).slice(1),
  ])
  t.match(found(rules('{ name: x')).join('\n'), /rule 4 can never be reached: rule 3 before it decides every request/)
})

t.test('where parts of a file hang together, the first mistake of YAML is the last', async t => {
  const broken = '- { match: { model: *-20b }, error: 503 }\n- { erorr: 503 }\n'
  const anchored = `about: A test.\nrules:\n- { match: &m { says: @x }, error: 503 }\n- { match: *m, erorr: 503 }\n`
  t.same(found(anchored), ["3:23 error: text can't begin with @"])
  t.same(found(`about: A test.\n---\nrules:\n${broken}`), ['2:1 error: a second document begins here'])
  t.equal(found(`{ about: A test., rules: [{ error: *a }, { erorr: 503 }]\n`).length, 1)
})

t.test('a large file is not read again and again', async t => {
  const many = Array.from({ length: 4000 }, () => '  - { error: *a }\n').join('')
  t.ok(found(`about: A test.\nrules:\n${many}`).length > 0)
  const few = Array.from({ length: 30 }, () => '  - { error: @a }\n').join('')
  t.equal(found(`about: A test.\nrules:\n${few}`).length, 10)
})
