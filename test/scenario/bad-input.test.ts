import { readFileSync, symlinkSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { check } from '#src/cli/check'
import { formatDiagnostic } from '#src/scenario/diagnostic'
import { scenarioFiles } from '#src/scenario/files'
import { shippedFolder } from '#src/scenario/library'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { UsageError } from '#src/usage-error'
import { bounded } from '../helpers/bounded.ts'
import { cpuMsOf } from '../helpers/cpu-time.ts'

const read = (text: string) => readScenario({ name: 'x', file: 'x.yaml', text, place: nowhere })

/** So much of something that reading it in more than linear time would show. */
const MANY = bounded(100_000)

const aliases = (many: number, levels: number) =>
  [
    `about: &a0 [${Array(many).fill('x')}]`,
    ...Array.from({ length: levels }, (_, i) => `k${i}: &a${i + 1} [${Array(many).fill(`*a${i} `)}]`),
  ].join('\n')

const rows: readonly (readonly [what: string, text: string, says: string])[] = [
  [
    'aliases of aliases',
    aliases(9, 8),
    'x.yaml:7:10: error: with the aliases up to here written out, the file has more',
  ],
  [
    'an anchor that holds itself',
    'about: x\nrules: &r\n  - *r\n',
    'x.yaml:3:5: error: the alias *r is inside the value',
  ],
  [
    'two anchors that hold each other',
    'a: &a { b: &b { a: *a, b: *b } }\n',
    'x.yaml:1:20: error: the alias *a is inside the value',
  ],
  [
    'a great many aliases',
    `about: &a x\nb: [${'*a ,'.repeat(2 * MANY)}]\n`,
    'x.yaml:2:4005: error: more than 1000 aliases',
  ],
  [`${MANY} brackets`, `about: ${'['.repeat(MANY)}`, 'x.yaml:1:106: error: nested more than 100 levels deep'],
  [`${MANY} braces`, `about: ${'{a: '.repeat(MANY)}`, 'nested more than 100 levels deep'],
  [`${MANY} hyphens`, `${'- '.repeat(MANY)}a`, 'x.yaml:1:199: error: nested more than 100 levels'],
  [`${MANY} question marks`, `${'? '.repeat(MANY)}a`, 'nested more than 100 levels'],
  [`${MANY} colons`, 'a: '.repeat(MANY), 'nested more than 100 levels'],
  [
    `${MANY} keys`,
    Array.from({ length: MANY }, (_, i) => `k${i}: 1\n`).join(''),
    `and ${MANY - 199} more from here on`,
  ],
  [`${MANY} anchors`, '&a '.repeat(MANY), 'x.yaml:1:4: error: a node can have at most one anchor'],
  [`${MANY} closing braces`, '}\n'.repeat(MANY), 'x.yaml:1:1: error: '],
  [
    '5 MB',
    `about: ${'x'.repeat(5_000_000)}\n`,
    'x.yaml:1:1: error: the file has 5000008 characters; a scenario may have 1048576',
  ],
  ['NUL bytes', 'about: x\nseed: \u0000\n', 'x.yaml:2:7: error: there is a NUL byte here: this is not text'],
  ['UTF-16 without a mark', 'a\u0000b\u0000', 'save it as UTF-8'],
  [
    'a control character',
    'about: \u001b[31mred\n',
    'x.yaml:1:8: error: the control character U+001B is not allowed here',
  ],
  ['tabs', 'about: x\nrules:\n\t- error: 503\n', 'x.yaml:3:1: error: this line is indented with a tab'],
  ['a tag', 'about: !!js/function x\n', 'x.yaml:1:8: error: the tag '],
  ['a key of many letters', `about: x\n${'k'.repeat(900)}: 1\n`, 'x.yaml:2:1: error: "kkk'],
  ['a key that a terminal would obey', 'about: x\n"\\e[31m\\u202e": 1\n', '"\\u001b[31m\\u202e" is not known'],
  ['a key that every object has', 'about: x\n__proto__: { seed: 1 }\n', '"__proto__" is not known'],
  ['a key that is a list', 'about: x\n[a]: 1\n', 'x.yaml:2:1: error: a key must be text'],
  ['no key', 'about: x\n: 1\n', 'x.yaml:2:1: error: "" is not known'],
]

for (const [what, text, says] of rows) {
  t.test(`${what}: one clear diagnosis, and not much work`, async t => {
    const cpuMs = cpuMsOf(() => {
      const { scenario, diagnostics } = read(text)
      t.match(diagnostics.map(formatDiagnostic).join('\n'), says)
      t.equal(scenario, null)
    })
    t.ok(cpuMs < 20_000, `${Math.round(cpuMs)} ms of work`)
  })
}

t.test('plain aliases are fine, several of one thing too', async t => {
  const text = 'about: x\nrules:\n  - { name: a, times: 1, error: &e { status: 503 } }\n  - { name: b, error: *e }\n'
  t.match(read(text), { scenario: { rules: [{}, {}] }, diagnostics: [] })
})

const RULES = bounded(10_000)

t.test(`${RULES} rules are seconds of work`, async t => {
  const rules = Array.from({ length: RULES }, (_, i) => `  - { name: r${i}, match: { model: m${i} }, error: 503 }\n`)
  const cpuMs = cpuMsOf(() => t.equal(read(`about: Many.\nrules:\n${rules.join('')}`).scenario?.rules.length, RULES))
  t.ok(cpuMs < 10_000, `${Math.round(cpuMs)} ms of work`)
})

t.test('a file that can not be read is told in one sentence', async t => {
  const folder = t.testdir({
    'utf16.yaml': Buffer.from('\ufeffabout: x\n', 'utf16le'),
    'utf16be.yaml': Buffer.from('\ufeffabout: x\n', 'utf16le').swap16(),
    'binary.yaml': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xd8]),
  })
  symlinkSync('loop.yaml', `${folder}/loop.yaml`)
  for (const [name, says] of [
    ['utf16', 'its bytes are not UTF-8 text but UTF-16; save it as UTF-8'],
    ['utf16be', 'its bytes are not UTF-8 text but UTF-16; save it as UTF-8'],
    ['binary', 'its bytes are not UTF-8 text'],
    ['loop', 'it is a link that leads back to itself'],
  ] as const)
    t.throws(() => check([`${folder}/${name}.yaml`], () => {}), {
      constructor: UsageError,
      message: `This can't be checked: ${folder}/${name}.yaml: ${says}.`,
    })
})

/** Every complaint has a place within the text and a sentence; and there is a scenario or a complaint. */
const isTold = (text: string): boolean => {
  const { scenario, diagnostics } = read(text)
  const lines = text.replace(/^\ufeff/, '').split('\n')
  return (
    (scenario !== null) === diagnostics.every(({ severity }) => severity === 'warning') &&
    diagnostics.every(
      ({ line, column, message, hint = 'x' }) =>
        line >= 1 && column >= 1 && column <= (lines[line - 1]?.length ?? -1) + 1 && message !== '' && hint !== '',
    )
  )
}

const shipped = scenarioFiles(shippedFolder).map(file => readFileSync(file, 'utf8'))

t.test('whatever is done to a scenario, reading it never throws and every complaint has a place', async () => {
  const mutation = fc.record({
    text: fc.constantFrom(...shipped),
    at: fc.nat(),
    drop: fc.nat(5),
    put: fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom(
        '&a',
        '*a',
        '- ',
        ': ',
        '{',
        ']',
        '\t',
        '!!x ',
        '\u0000',
        '? ',
        '<<: ',
        '|\n',
        '%',
        '---\n',
        '\r',
      ),
    ),
  })
  fc.assert(
    fc.property(mutation, ({ text, at, drop, put }) => {
      const cut = at % (text.length + 1)
      return isTold(text.slice(0, cut) + put + text.slice(cut + drop))
    }),
    { numRuns: bounded(2000) },
  )
})

const oneOf = fc.constantFrom
const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 })
const words = oneOf(
  '2s',
  '1s..3s',
  '3s..1s',
  '10%',
  '0%',
  '100%',
  '8KiB',
  '>1MiB',
  '1..3',
  '*',
  'openai/*',
  '/a(/',
  '$.a',
  '',
)
const anything = fc.oneof(
  words,
  fc.integer({ min: -1, max: 600 }),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 2 }),
)
const mostly = <Value>(right: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 12, arbitrary: right }, { weight: 1, arbitrary: anything })
const mapping = (keys: Record<string, fc.Arbitrary<unknown>>) =>
  mostly(fc.record(Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, some(mostly(value))]))))

const share = oneOf('0%', '10%', '50%', '100%')
const times = fc.integer({ min: 1, max: 3 })
const error = fc.oneof(
  oneOf(400, 418, 429, 502, 503),
  mapping({
    status: oneOf(400, 404, 429, 502, 503),
    variant: oneOf('edge-html', 'over-capacity', 'tokens-per-minute', 'none'),
    type: oneOf('tokens', 'other'),
    message: fc.string(),
    retryAfter: oneOf('1s', '2'),
  }),
)
const single = {
  error,
  complete: mapping({ text: fc.string(), json: fc.jsonValue(), finish: oneOf('stop', 'length') }),
  reply: mapping({ status: oneOf(200, 204, 206), body: fc.jsonValue(), file: fc.string() }),
  pass: fc.constant(true),
  delay: oneOf('1s', '1s..2s'),
  headers: fc.dictionary(oneOf('x-a', 'vary', 'x b'), fc.oneof(fc.string(), fc.constant(null))),
}
const choice = (inner: Record<string, fc.Arbitrary<unknown>>) => ({
  sequence: fc.array(mapping({ ...single, ...inner, times }), { maxLength: 3 }),
  // biome-ignore lint/suspicious/noThenProperty: the language has it
  then: oneOf('repeat', 'pass'),
  oneOf: fc.array(mapping({ ...single, ...inner, share }), { maxLength: 3 }),
})
const match = mapping({
  endpoint: oneOf('*', 'models', 'chat.completions', ['chat.*', 'models']),
  method: oneOf('GET', 'POST', 'get', ['PUT']),
  path: oneOf('/chat/*', 'models'),
  problem: oneOf('*', 'no-key', ['invalid-json', 'bad-url']),
  attempt: oneOf(1, '1..2', '2..1'),
  stream: fc.boolean(),
  model: oneOf('openai/*', '*', 'x-*', ['openai/gpt-oss-20b']),
  header: fc.constant({ 'x-a': '/a/g' }),
  bytes: oneOf('<0B', '>1KB', '1KB'),
  says: oneOf('hello', '/(/'),
  body: oneOf({ '$.a': 1 }, { a: 'b' }),
})
const rule = mapping({
  ...single,
  ...choice(choice({})),
  match,
  name: oneOf('a', 'b', 'c'),
  during: oneOf('0s..9s', '1s..2s', '9s..1s'),
  after: times,
  every: times,
  share,
  times,
})
const scenario = mapping({
  about: fc.constant('A test.'),
  seed: fc.nat(9),
  drawBy: oneOf('order', 'request'),
  api: mapping({
    models: oneOf('any', 'known', ['x', '*']),
    keys: oneOf('any', ['gsk_*']),
    validation: oneOf('off'),
    delay: oneOf('1s..2s', '1'),
  }),
  rules: fc.array(rule, { maxLength: 5 }),
})

t.test('whatever is written where, in a file of the right shape or nearly, it is told with its place', async () => {
  fc.assert(
    fc.property(scenario, value => isTold(JSON.stringify(value, null, 1) ?? '')),
    { numRuns: bounded(3000) },
  )
})
