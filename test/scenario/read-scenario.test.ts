import t from 'tap'
import { formatDiagnostic } from '#src/scenario/diagnostic'
import { nowhere, readScenario } from '#src/scenario/read-scenario'

const read = (text: string) => readScenario({ name: 'x', file: 'x.yaml', text, place: nowhere })
const told = (text: string) => read(text).diagnostics.map(formatDiagnostic).join('\n')

t.test('a whole scenario of this step is read without a complaint', async t => {
  const { scenario, diagnostics } = read(`
about: Everything at once.
seed: 7
drawBy: order
api: { validation: off, keys: [gsk_good], models: known, bodyLimit: 8KiB, delay: 20ms }
rules:
  - name: one
    match: { endpoint: [chat.completions, "models"], method: POST, path: /chat/*, model: openai/*, key: gsk_*, tier: flex, stream: true, header: { x-team: /red|blue/i }, attempt: 1..3, problem: "*" }
    after: 2
    every: 3
    share: 12.5%
    times: 4
    sequence:
      - { error: 503, times: 2 }
      - oneOf: [{ share: 50%, error: { status: 429, variant: requests-per-day, retryAfter: 2s, headers: { x-a: b } } }]
        delay: 1s
      - { complete: { text: hi, finish: length, usage: { prompt_tokens: 3 } } }
    headers: { x-b: c, vary: null }
  - { reply: { status: 206 } }
`)
  t.same(diagnostics, [])
  t.match(scenario, {
    name: 'x',
    seed: 7,
    drawBy: 'order',
    api: { validation: 'off', bodyLimitBytes: 8192 },
    rules: [{ name: 'one', gates: { after: 2, every: 3, share: 0.125, times: 4 } }, { name: 'rule-2' }],
  })
})

t.test('a scenario without rules is one where all is well', async t => {
  t.match(read('about: Fine.\n').scenario, {
    seed: 1,
    drawBy: 'request',
    api: { validation: 'standard', keys: 'any', models: 'any', bodyLimitBytes: 26_214_400 },
    rules: [],
  })
})

const mistakes: readonly (readonly [string, string, string])[] = [
  [
    'an unknown key, at the key',
    'about: x\nrulez: []\n',
    'x.yaml:2:1: error: "rulez" is not known in the scenario\n    Did you mean "rules"?',
  ],
  ['a missing about', 'seed: 1\n', 'x.yaml:1:1: error: the scenario has no "about"\n    Add about: one sentence.'],
  [
    'an empty file',
    '',
    'x.yaml:1:1: error: the scenario is empty; expected a mapping (key: value)\n    Its keys are about, seed, drawBy, api, rules and expect.',
  ],
  [
    'a wrong type, at the value',
    'about: x\nseed: many\n',
    'x.yaml:2:7: error: seed is "many"; expected a whole number',
  ],
  [
    'a number in quotes',
    'about: x\nseed: "7"\n',
    'x.yaml:2:7: error: seed is "7"; expected a whole number\n    Write 7 without quotes.',
  ],
  [
    'a number where text belongs',
    'about: 7\n',
    'x.yaml:1:8: error: about is 7; expected one sentence\n    Put it in quotes: "7".',
  ],
  [
    'a word that is near a possible one',
    'about: x\napi: { validation: strct }\n',
    'x.yaml:2:20: error: api.validation is "strct"; expected off, lenient, standard or strict\n    Did you mean "strict"?',
  ],
  [
    'a unit that is none',
    'about: x\nrules:\n  - error: 503\n    delay: 2 sec\n',
    'x.yaml:4:12: error: rules[1].delay is "2 sec"; expected a duration such as 2s, a range such as 1s..3s, { median, p99 }, or { base, perConcurrent }\n    Did you mean 2s?',
  ],
  [
    'a share above all',
    'about: x\nrules:\n  - { share: 101%, error: 503 }\n',
    'x.yaml:3:14: error: rules[1].share is "101%"; expected a share such as 10% or 0.5%, at most 100%',
  ],
  [
    'two outcomes',
    'about: x\nrules:\n  - error: 503\n    complete: {}\n',
    'x.yaml:4:5: error: rules[1] has 2 outcomes: "error" and "complete"\n    Keep one. For several, use a sequence (one after the other) or a oneOf (one by chance).',
  ],
  [
    'a rule that does nothing',
    'about: x\nrules:\n  - match: { stream: true }\n',
    'x.yaml:3:5: error: this rule does nothing\n    Give it an outcome (error, complete, reply, fault, sequence, oneOf), or something that changes the answer (delay, headers, stream).',
  ],
  [
    'a variant of another status',
    'about: x\nrules:\n  - error: { status: 503, variant: over-capacty }\n',
    'x.yaml:3:36: error: 503 has no variant "over-capacty"\n    Did you mean "over-capacity"?',
  ],
  [
    'a status that is no error',
    'about: x\nrules:\n  - error: 200\n',
    'x.yaml:3:12: error: rules[1].error is 200; expected a status from 400 to 599 or a mapping with a status\n    For success write complete: {}, for any other answer reply: { status: 200 }.',
  ],
  [
    'a status that Groq does not document',
    'about: x\nrules:\n  - error: 418\n',
    'x.yaml:3:12: warning: Groq does not document status 418\n    It is sent anyway.',
  ],
  [
    'an endpoint that is none',
    'about: x\nrules:\n  - match: { endpoint: chat.completion }\n    error: 503\n',
    'x.yaml:3:24: error: there is no endpoint "chat.completion"\n    Did you mean "chat.completions"?',
  ],
  [
    'a problem that is none',
    'about: x\nrules:\n  - match: { problem: no-keys }\n    error: 503\n',
    'x.yaml:3:23: error: there is no problem "no-keys"\n    Did you mean "no-key"?',
  ],
  [
    'a path above the API',
    'about: x\nrules:\n  - match: { path: /openai/v1/models }\n    error: 503\n',
    'x.yaml:3:20: error: the path "/openai/v1/models" begins above the API\n    Write it below /openai/v1: /models',
  ],
  [
    'two rules of one name',
    'about: x\nrules:\n  - { name: a, error: 503 }\n  - { name: a, error: 502 }\n',
    'x.yaml:4:13: error: two rules are named "a"\n    The first is rule 1; names are unique in a file.',
  ],
  [
    'shares over 100 %',
    'about: x\nrules:\n  - oneOf: [{ share: 60%, error: 503 }, { share: 60%, error: 429 }]\n',
    'x.yaml:3:12: error: the shares add up to 120%\n    They may add up to 100% at most; the rest goes on to the next rule.',
  ],
  [
    'a choice nested twice',
    'about: x\nrules:\n  - sequence:\n      - oneOf: [{ share: 5%, sequence: [{ error: 503 }] }]\n',
    'x.yaml:4:30: error: "sequence" is not known in rules[1].sequence[1].oneOf[1]\n    Choices nest once: a oneOf in a step of a sequence, or a sequence in an option of a oneOf.',
  ],
  [
    'a header of the framing',
    'about: x\nrules:\n  - { error: 503, headers: { Content-Length: "3" } }\n',
    'x.yaml:3:30: error: this key is "Content-Length"; expected a header name: the server sets this header itself, from the body it sends',
  ],
  [
    'a regular expression that is none',
    'about: x\nrules:\n  - { match: { header: { x-a: "/(/" } }, error: 503 }\n',
    'x.yaml:3:31: error: rules[1].match.header.x-a is "/(/"; expected text, a glob, /regex/, or null for none: missing closing ): `(`\n    Regular expressions are those of RE2: no lookahead, lookbehind or backreferences.',
  ],
  [
    'a file where there is none',
    'about: x\nrules:\n  - reply: { file: a.txt }\n',
    'x.yaml:3:20: error: this scenario is not in a file, so there is no file beside it',
  ],
  [
    'a body said twice',
    'about: x\nrules:\n  - reply: { body: a, file: b }\n',
    'x.yaml:3:29: error: the body is given twice, as "body" and as "file"\n    Keep one of them.\nx.yaml:3:29: error: this scenario is not in a file, so there is no file beside it',
  ],
]

for (const [what, text, expected] of mistakes) {
  t.test(`${what} is told with its place and what to do`, async t => {
    t.equal(told(text), expected)
  })
}

t.test('everything that is wrong in a file is told at once, in its order', async t => {
  const lines = read('about: 3\nseed: x\nrules:\n  - { error: 42 }\n  - { eror: 503 }\n').diagnostics.map(
    ({ line }) => line,
  )
  t.same(lines, [1, 2, 4, 5])
})

t.test('JSON is a scenario too', async t => {
  t.match(read('{\n\t"about": "x",\n\t"rules": [\n\t\t{"error": 503}\n\t]\n}\n'), {
    scenario: { rules: [{ name: 'rule-1' }] },
  })
})

t.test('what is wrong in many places is told in some, and counted', async t => {
  const { diagnostics } = read(`about: x\n${Array.from({ length: 1000 }, (_, i) => `key${i}: 1\n`).join('')}`)
  t.equal(diagnostics.length, 201)
  t.match(diagnostics.at(-1), { severity: 'error', line: 202, message: 'and 800 more from here on' })
})

t.test('a byte order mark moves no column', async t => {
  t.equal(told('\ufeffseed: 1\nabout: 7\n'), told('seed: 1\nabout: 7\n'))
  t.match(read('\ufeffabout: x\n'), { scenario: { about: 'x' } })
})

t.test('warnings refuse nothing, and stay silent beside errors', async t => {
  const doubtful = 'about: x\nrules:\n  - error: 503\n  - error: 429\n'
  t.match(read(doubtful), { scenario: { rules: [{}, {}] }, diagnostics: [{ severity: 'warning', line: 4 }] })
  t.match(read(`${doubtful}    then: pass\n`), { scenario: null, diagnostics: [{ severity: 'error', line: 5 }] })
})

t.test('a mapping or list where a word belongs is refused', async t => {
  for (const wrong of ['validation: { a: 1 }', 'validation: [off]', 'models: { a: 1 }'])
    t.equal(read(`about: x\napi: { ${wrong} }\n`).scenario, null, wrong)
  t.equal(read('about: x\nrules: [{ pass: { a: 1 }, delay: 1s }]\n').scenario, null)
})
