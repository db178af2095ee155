// biome-ignore-all lint/suspicious/noThenProperty: the language has it
import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import t from 'tap'
import { parse } from 'yaml'
import { problemNames } from '#src/call'
import { endpointNames } from '#src/groq/endpoints'
import { catalogue } from '#src/groq/errors'
import { models } from '#src/groq/models'
import { scenarioFiles } from '#src/scenario/files'
import { editorSchema } from '#src/scenario/language/editor-schema'
import { formatPatterns } from '#src/scenario/language/format-patterns'
import { type FormatName, formats } from '#src/scenario/language/formats'
import { shippedFolder } from '#src/scenario/library'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { bounded } from '../../helpers/bounded.ts'

type Json = Readonly<Record<string, unknown>>

const schema = editorSchema()
// "at most one outcome" requires keys without describing them a second time
// parts that are written out where they are referred to, and code that is made shorter, take three times as long to compile
const ajv = new Ajv2020({ strict: true, strictRequired: false, inlineRefs: false, code: { optimize: false } })
const fits = ajv.addSchema(schema, 'editor').getSchema('editor') as ValidateFunction

const compiled = new Map<string, ValidateFunction>()

/** What checks a property of the schema, to which a way leads; those that differ only in words are compiled once. */
const validatorAt = (way: string, property: Json): ValidateFunction => {
  const { title, description, examples, ...rest } = property
  const text = JSON.stringify(rest)
  const validate = compiled.get(text) ?? ajv.compile({ $ref: `editor${encodeURI(way)}` })
  compiled.set(text, validate)
  return validate
}

/** Every mapping of properties, wherever it stands, with the way to it. */
const propertiesIn = (value: unknown, way = '#'): readonly (readonly [string, Json])[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const own =
      key === 'properties' && !Array.isArray(value)
        ? Object.entries(inner as Json).map(
            ([name, property]) => [`${way}/properties/${name}`, property as Json] as const,
          )
        : []
    return [...own, ...(key === 'examples' ? [] : propertiesIn(inner, `${way}/${key}`))]
  })
}

t.test('what is printed and what ships are the same; npm run docs prints it anew', async t => {
  const file = readFileSync(new URL('../../../scenarios/scenario.schema.json', import.meta.url), 'utf8')
  t.equal(file, `${JSON.stringify(schema, null, 2)}\n`)
})

/** What of a schema editors offer: examples, or values that may stand there. */
const offeredBy = ({ examples, anyOf = [] }: Json): readonly unknown[] => [
  ...((examples as readonly unknown[] | undefined) ?? []),
  ...(anyOf as readonly Json[]).flatMap(option => ('const' in option ? [option.const] : [])),
]

t.test('every key explains itself with a description and examples, and the examples are right', async t => {
  const properties = propertiesIn(schema).filter(([way]) => !/\/if\/|\/oneOf\/\d+\/not\//.test(way))
  t.ok(properties.length > 80, `${properties.length} properties`)
  for (const [way, property] of properties) {
    t.equal(typeof (property.description ?? property.title), 'string', `${way} has a description`)
    const offered = offeredBy(property)
    // a mapping or a list is told in words; what depends on a status is offered with it
    const isTold = / For example: [{[]/.test(String(property.description)) || /\/variant$/.test(way)
    if (offered.length === 0 && !isTold) throw new Error(`${way} has no examples`)
    if (offered.length === 0) continue
    const validate = validatorAt(way, property)
    for (const example of offered) t.ok(validate(example), `${way}: ${JSON.stringify(example)}`)
  }
})

t.test('examples of mappings and lists are right too, in the words in which they are told', async t => {
  let told = 0
  for (const [way, property] of propertiesIn(schema)) {
    const [, examples] = / For example: (.*)$/s.exec(String(property.description)) ?? []
    if (examples === undefined) continue
    const validate = validatorAt(way, property)
    for (const example of examples.split(/ or (?=[{[])/)) {
      t.ok(validate(parse(example)), `${way}: ${example}`)
      told += 1
    }
  }
  t.ok(told > 30, `${told} examples`)
})

t.test('editors offer what the language knows, and refuse nothing else that it takes', async t => {
  const names = (offered: readonly unknown[] = []) => offered.map(String)
  const shared = (name: string) => ((schema.$defs as Json)[name] as { anyOf: readonly Json[] }).anyOf
  const [one, many] = shared('endpoint')
  t.same(names(offeredBy(one ?? {})), endpointNames)
  t.same(names(offeredBy((many?.items as Json) ?? {})), endpointNames)
  const [problem] = shared('problem')
  t.same(names(offeredBy(problem ?? {})), [...problemNames, '*'])
  const [model] = shared('model')
  t.same(
    names(offeredBy(model ?? {})),
    models.map(({ id }) => id),
  )
  const failures = catalogue.map(({ status }) => String(status)).filter(status => status >= '400')
  t.same(names(offeredBy(shared('error')[0] ?? {})), failures)
  const own = {
    about: 'x',
    api: { models: ['mine'], limits: [{ model: 'qwen/*', rpm: 3 }] },
    rules: [
      { match: { endpoint: ['chat.*', '*'], model: 'my/*', tier: 'gold', method: 'get', problem: ['*'] }, error: 418 },
      { error: { status: 418, message: 'tea' } },
    ],
    expect: { neverRetry: [418] },
  }
  t.ok(fits(own), JSON.stringify(fits.errors))
})

t.test('a variant is one of its status, as check has it', async t => {
  for (const { status, variants } of catalogue)
    for (const other of catalogue)
      for (const [variant, { kind }] of Object.entries(other.variants)) {
        if (status < 400) continue
        const isOwn = Object.hasOwn(variants, variant)
        t.equal(fits({ about: 'x', rules: [{ error: { status, variant } }] }), isOwn, `${status} ${variant}`)
        if (!isOwn || status !== other.status) continue
        const error = { after: '1 chunk', status, variant }
        t.equal(
          fits({ about: 'x', rules: [{ stream: { error } }] }),
          kind === 'json',
          `${status} ${variant} in a stream`,
        )
      }
})

t.test('nothing of our own is left in it', async t => {
  t.notMatch(JSON.stringify(schema), /"(?:expects|atMostOneOf|joins|format|offers)":/)
})

t.test('a fault stands beside what it can break, and alone', async t => {
  const isTaken = (rule: object): boolean => fits({ about: 'x', rules: [rule] })
  const cut = { cut: { after: '50%' } }
  for (const answer of [{ error: 503 }, { complete: {} }, { reply: { status: 200 } }]) {
    t.ok(isTaken({ ...answer, fault: cut }), JSON.stringify(answer))
    t.notOk(isTaken({ ...answer, fault: 'reset' }), JSON.stringify(answer))
  }
  for (const fault of ['reset', cut]) {
    t.ok(isTaken({ fault }))
    for (const other of [{ pass: true }, { sequence: [{ error: 503 }] }, { oneOf: [{ share: '3%', error: 503 }] }])
      t.notOk(isTaken({ ...other, fault }), JSON.stringify(other))
  }
  t.notOk(isTaken({ sequence: [{ error: 503, fault: 'hang' }] }))
})

t.test('every shipped scenario fits, and names the schema in its first line', async t => {
  for (const file of scenarioFiles(shippedFolder)) {
    const text = readFileSync(file, 'utf8')
    t.ok(fits(parse(text)), `${file}: ${JSON.stringify(fits.errors)}`)
    t.ok(text.startsWith('# yaml-language-server: $schema=./scenario.schema.json\n'), file)
  }
})

const wrong: readonly (readonly [what: string, value: object])[] = [
  ['no about', { seed: 1 }],
  ['an empty about', { about: '' }],
  ['an unknown key', { about: 'x', rulez: [] }],
  ['no rules in rules', { about: 'x', rules: [] }],
  ['a seed below 0', { about: 'x', seed: -1 }],
  ['a seed in quotes', { about: 'x', seed: '7' }],
  ['another word', { about: 'x', drawBy: 'luck' }],
  ['an empty api', { about: 'x', api: {} }],
  ['a mapping for a word', { about: 'x', api: { validation: {} } }],
  ['a size without digits', { about: 'x', api: { bodyLimit: 'MiB' } }],
  ['a size as number', { about: 'x', api: { bodyLimit: 8192 } }],
  ['a duration without unit', { about: 'x', api: { delay: '20' } }],
  ['a duration with a strange unit', { about: 'x', api: { delay: '2 sec' } }],
  ['an empty duration', { about: 'x', api: { delay: '' } }],
  ['a delay without p99', { about: 'x', api: { delay: { median: '1s' } } }],
  ['an unknown key of a rule', { about: 'x', rules: [{ eror: 503 }] }],
  ['two outcomes', { about: 'x', rules: [{ error: 503, complete: {} }] }],
  ['two outcomes in a step', { about: 'x', rules: [{ sequence: [{ error: 503, reply: { status: 206 } }] }] }],
  ['an outcome and a choice', { about: 'x', rules: [{ error: 503, sequence: [{ error: 503 }] }] }],
  ['pass and an outcome', { about: 'x', rules: [{ pass: true, error: 503 }] }],
  ['pass that is false', { about: 'x', rules: [{ pass: false, delay: '1s' }] }],
  ['a status that is no error', { about: 'x', rules: [{ error: 200 }] }],
  ['an error without status', { about: 'x', rules: [{ error: { variant: 'json' } }] }],
  ['an option without share', { about: 'x', rules: [{ oneOf: [{ error: 503 }] }] }],
  ['a share above all', { about: 'x', rules: [{ share: '101%', error: 503 }] }],
  ['a share as number', { about: 'x', rules: [{ share: 0.5, error: 503 }] }],
  ['a window with one end', { about: 'x', rules: [{ during: '5s', error: 503 }] }],
  ['after nothing', { about: 'x', rules: [{ after: 0, error: 503 }] }],
  ['a choice nested twice', { about: 'x', rules: [{ oneOf: [{ share: '5%', sequence: [{ oneOf: [] }] }] }] }],
  ['another end of a sequence', { about: 'x', rules: [{ sequence: [{ error: 503 }], then: 'stay' }] }],
  ['an unknown criterion', { about: 'x', rules: [{ match: { modell: 'x' }, error: 503 }] }],
  ['attempt 0', { about: 'x', rules: [{ match: { attempt: 0 }, error: 503 }] }],
  ['attempts from 0', { about: 'x', rules: [{ match: { attempt: '0..2' }, error: 503 }] }],
  ['a bound without sign', { about: 'x', rules: [{ match: { bytes: '1MiB' }, error: 503 }] }],
  ['a path without $', { about: 'x', rules: [{ match: { body: { model: 'x' } }, error: 503 }] }],
  ['a stream in words', { about: 'x', rules: [{ match: { stream: 'yes' }, error: 503 }] }],
  ['a header of the framing', { about: 'x', rules: [{ error: 503, headers: { 'Content-Length': '3' } }] }],
  ['a header name with a space', { about: 'x', rules: [{ error: 503, headers: { 'x a': '3' } }] }],
  ['a header in two lines', { about: 'x', rules: [{ error: 503, headers: { 'x-a': 'a\nb' } }] }],
  ['a header that is a number', { about: 'x', rules: [{ error: 503, headers: { 'retry-after': 3 } }] }],
  ['no headers in headers', { about: 'x', rules: [{ error: 503, headers: {} }] }],
  ['a name with other letters', { about: 'x', rules: [{ name: 'zwölf', error: 503 }] }],
  ['a call of no tool', { about: 'x', rules: [{ complete: { toolCalls: [{}] } }] }],
]

for (const [what, value] of wrong)
  t.test(`refused by the reader and by the schema: ${what}`, async t => {
    const text = JSON.stringify(value)
    t.equal(readScenario({ name: 'x', file: 'x', text, place: nowhere }).scenario, null)
    t.equal(fits(value), false)
  })

t.test('what the reader takes the schema takes: of all typical mistakes those that are only warnings', async t => {
  const folder = new URL('../mistakes/', import.meta.url)
  let taken = 0
  for (const name of readdirSync(folder).filter(file => file.endsWith('.yaml'))) {
    const text = readFileSync(new URL(name, folder), 'utf8')
    if (!readScenario({ name: 'x', file: 'x', text, place: nowhere }).scenario) continue
    taken += 1
    t.ok(fits(parse(text)), `${name}: ${JSON.stringify(fits.errors)}`)
  }
  t.ok(taken >= 2)
})

const near: Readonly<Record<FormatName, string>> = {
  duration: '0159.hms ',
  'duration-range': '015.hms ',
  'byte-bound': '<>015.KMGiB ',
  'json-path': '$.a[0]*',
  size: '0159.KMGiB ytes',
  share: '0159.% ',
  count: '0159.KMk ',
  'count-range': '0159.',
  'turn-range': '0159.',
  chunks: '0159 chunks',
  amount: '05 chunks%KiB.',
  pace: '05. tokens/ms',
  per: 'keymodlhar x-A:',
  pattern: 'a*/(',
  'expression-or-text': 'a/(',
  template: '{}modelsays $.a',
  line: 'a b\n\r:',
  name: 'aZ9._ -ä',
  'header-name': 'aZ9-_ :',
  'asked-header-name': 'aZ9-_ :',
  'header-value': 'a ~\u00ff\u0100\n\t',
}

t.test('no pattern refuses what the reader takes, and most refuse what it refuses', async t => {
  // a duration may be too long, a count a fraction, a range written backwards and a path none, which no pattern tells
  const loose = new Set<FormatName>([
    'duration',
    'duration-range',
    'count',
    'count-range',
    'turn-range',
    'json-path',
    'pattern',
    'expression-or-text',
    'template',
  ])
  for (const name of Object.keys(formats) as FormatName[]) {
    const pattern = formatPatterns[name]
    const expression = pattern === null ? null : new RegExp(pattern, 'u')
    const letters = fc.string({ unit: fc.constantFrom(...near[name]), maxLength: 10 })
    fc.assert(
      fc.property(letters, text => {
        const taken = formats[name].whyNot(text) === null
        const passes = expression?.test(text) ?? true
        return taken ? passes : loose.has(name) || !passes
      }),
      { numRuns: bounded(3000) },
    )
    t.pass(name)
  }
})
