import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openEditor } from './editor.mjs'

let editor
before(async () => {
  editor = await openEditor()
})
after(() => editor.close())

const scenario = lines => `# yaml-language-server: $schema=./scenario.schema.json\nabout: A test.\n${lines}\n`

/** Where the pointer is, and what is said there. */
const places = [
  ['a key of a rule', 'rules:\n  - ma│tch: { attempt: 1 }', /All criteria must hold/],
  ['a key in braces', 'rules:\n  - match: { att│empt: 1 }', /Which attempt of the same call/],
  [
    'an endpoint',
    'rules:\n  - match:\n      endpoint: chat│.completions',
    /The endpoint, or several.*POST \/chat\/completions/s,
  ],
  ['an endpoint in brackets', 'rules:\n  - match: { endpoint: [mod│els] }', /GET \/models, GET \/models/],
  ['a glob', 'rules:\n  - match: { endpoint: chat│.* }', /The endpoint, or several.*One of your own/s],
  ['a model', 'rules:\n  - match: { model: openai/gpt│-oss-20b }', /GPT OSS 20B: chat/],
  ['a tier', 'api: { tiers: [fl│ex] }', /498/],
  ['a problem', 'rules:\n  - match: { problem: [no-k│ey] }', /no API key/],
  ['a status', 'rules:\n  - error: 4│29', /Too Many Requests/],
  ['a status in braces', 'rules:\n  - error: { status: 5│03 }', /The HTTP status.*Service Unavailable/s],
  ['another status', 'rules:\n  - error: { status: 4│18 }', /^#### The HTTP status\.\n\nThe HTTP status\.\n/],
  [
    'a variant',
    'rules:\n  - error: { status: 429, variant: tokens│-per-day }',
    /Which body of the catalogue.*tokens per day \(TPD\)/s,
  ],
  [
    'a variant in a step',
    'rules:\n  - sequence:\n      - error: { status: 503, variant: over│-capacity }',
    /over capacity/,
  ],
  ['a fault', 'rules:\n  - fau│lt: reset', /A break below or inside HTTP/],
]

for (const [what, lines, says] of places)
  test(`it says what this is: ${what}`, async () => {
    const said = await editor.hover(scenario(lines))
    assert.match(said, says)
    // the language server strings alternatives together where it can't tell which one holds
    assert.doesNotMatch(said, / \|\| /)
  })
