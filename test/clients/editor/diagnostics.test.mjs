import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { openEditor } from './editor.mjs'

let editor
before(async () => {
  editor = await openEditor()
})
after(() => editor.close())

const scenario = lines => `# yaml-language-server: $schema=./scenario.schema.json\nabout: A test.\n${lines}\n`

/** What is wrong, and in which line that is told. */
const mistakes = [
  ['an unknown key', 'rules:\n  - macth: { attempt: 1 }', /^4: Property macth is not allowed/],
  [
    'an unknown key in braces',
    'rules:\n  - match: { modell: x }\n    error: 503',
    /^4: Property modell is not allowed/,
  ],
  [
    'a variant of another status',
    'rules:\n  - error: { status: 429, variant: over-capacity }',
    /^4: .*"tokens-per-minute"/,
  ],
  [
    'a variant of another status, in lines',
    'rules:\n  - error:\n      status: 404\n      variant: json-mode',
    /^6: .*"model-not-found"/,
  ],
  [
    'a page in a stream',
    'rules:\n  - stream: { error: { after: 1 chunk, status: 502, variant: edge-html } }',
    /^4: .*"json"/,
  ],
  ['a status that is no error', 'rules:\n  - error: 200', /^4: .*400/],
  ['a status as text', 'rules:\n  - error: { status: "429" }', /^4: Incorrect type. Expected "integer"/],
  ['an unknown tier', 'api:\n  tiers: [felx]', /^4: .*"flex"/],
  ['an endpoint that is a number', 'rules:\n  - match: { endpoint: 5 }\n    error: 503', /^4: Incorrect type/],
  ['a duration without a unit', 'rules:\n  - delay: "20"', /^4: /],
  ['two outcomes', 'rules:\n  - { error: 503, complete: {} }', /^4: /],
  ['a fault that breaks no answer beside one', 'rules:\n  - { error: 503, fault: reset }', /^4: /],
  ['a fault beside a sequence', 'rules:\n  - sequence: [{ error: 503 }]\n    fault: { short: 3 bytes }', /^4: /],
  ['an unknown finding', 'expect: { allow: [retry-strom] }', /^3: .*"retry-storm"/],
]

for (const [what, lines, says] of mistakes)
  test(`it marks ${what}`, async () => {
    const found = await editor.diagnostics(scenario(lines))
    assert.match(found[0] ?? 'nothing', says)
    // of one value it may tell the type and what there is
    const [line] = says.source.match(/\d+/)
    assert.ok(
      found.every(said => said.startsWith(`${line}:`)),
      found.join('\n'),
    )
  })

test('it marks nothing in what the language takes: globs, models and statuses of your own', async () => {
  const own = scenario(`api: { models: [mine], limits: [{ model: "qwen/*", rpm: 3 }], tiers: [flex] }
rules:
  - match: { endpoint: "chat.*", model: my/*, tier: gold, method: get, problem: "*" }
    error: { status: 418, message: tea }
  - match:
      endpoint: [models, "audio.*"]
      not: { model: mine }
    error: 418
expect: { neverRetry: [418] }`)
  assert.deepEqual(await editor.diagnostics(own), [])
})

test('it marks nothing in the scenarios that ship', async () => {
  const folder = new URL('../../../scenarios/', import.meta.url)
  const names = readdirSync(folder).filter(name => name.endsWith('.yaml'))
  assert.ok(names.length > 20)
  for (const name of names) {
    const text = readFileSync(new URL(name, folder), 'utf8')
    assert.match(text, /^# yaml-language-server: \$schema=\.\/scenario\.schema\.json\n/)
    assert.deepEqual(await editor.diagnostics(text), [], name)
  }
})
