import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import type { Suite } from '#src/conform/case'
import { readSuite } from '#src/conform/read-suite'
import { suiteSchema } from '#src/conform/suite-schema'
import { standardSchema } from '#src/scenario/language/editor-schema'
import { lookThrough } from '#src/scenario/look-through'
import { nowhere } from '#src/scenario/read-scenario'

const text = (name: string): string => readFileSync(new URL(`../../conformance/${name}`, import.meta.url), 'utf8')
const suite = JSON.parse(text('cases.json')) as Suite
const schema = standardSchema(suiteSchema, 'groq-mock conformance cases')

t.test('the schema of cases is fresh, and the cases fit it; npm run docs writes it anew', async t => {
  t.equal(text('cases.schema.json'), `${JSON.stringify(schema, null, 2)}\n`)
  const validate = new Ajv2020({ strict: false }).compile(schema)
  t.ok(validate(suite), JSON.stringify(validate.errors))
  t.same(readSuite(text('cases.json'), 'cases.json').suite, suite)
})

t.test('there are cases enough, each with a name of its own, in families that stand together', async t => {
  t.ok(suite.cases.length >= 60, `${suite.cases.length}`)
  t.equal(new Set(suite.cases.map(({ id }) => id)).size, suite.cases.length)
  const families = suite.cases.map(({ family }) => family)
  const runs = families.filter((family, i) => family !== families[i - 1])
  t.equal(runs.length, new Set(families).size)
  for (const { id, family } of suite.cases) {
    t.match(id, /^[a-z][a-z0-9-]{2,39}$/)
    t.notOk(families.includes(id), `${id} of ${family} could be meant by --only as a family`)
  }
})

t.test('MUST rests on a standard alone, and every source can be looked up', async t => {
  for (const { id, level, source } of suite.cases) {
    t.match(source.url, /^https:\/\/[^\s]+$/, id)
    if (level === 'MUST') t.match(source.document, /^(?:RFC \d{4}|HTML Standard), /, id)
  }
})

t.test('the scenario of every case is sound, and nothing in it does nothing', async t => {
  for (const { id, scenario } of suite.cases) {
    const { diagnostics } = lookThrough({ file: id, text: JSON.stringify(scenario, null, 2), place: nowhere })
    t.same(diagnostics, [], id)
  }
})

t.test('what is tolerated is not what is right, and INFO tolerates nothing', async t => {
  for (const { id, level, ok, tolerated } of suite.cases) {
    t.not(JSON.stringify(tolerated), JSON.stringify(ok), id)
    if (level === 'INFO') t.equal(tolerated, undefined, id)
  }
})

t.test('what is wrong with a file of cases is told in a line, with its place', async t => {
  const [first] = suite.cases
  const file = (more: object): string => JSON.stringify({ ...suite, ...more })
  const rows: readonly (readonly [string, RegExp])[] = [
    [file({ version: 2 }), /^x\.json has version 2 of the format; this program reads version 1\.$/],
    [file({ cases: [first, first] }), /^x\.json has two cases with the id "answer-whole"\.$/],
    [file({ cases: [] }), /^x\.json:1:\d+: error: cases /],
    [file({ cases: [{ ...first, level: 'MAY' }] }), /^x\.json:1:\d+: error: .*MUST, SHOULD or INFO/],
    [file({ cases: [{ ...first, ok: { atempts: { max: 1 } } }] }), /"atempts".*/],
    [file({ cases: [{ ...first, id: '', title: '' }] }), /\(and 1 more\)$/],
    [file({ format: 'other' }), /^x\.json:1:\d+: error: format is "other"; expected "groq-mock-conformance"/],
    ['{', /^x\.json:1:\d+: error: /],
    ['', /^x\.json:/],
  ]
  for (const [given, why] of rows) {
    const { problem } = readSuite(given, 'x.json')
    t.match(problem ?? '', why)
    t.notMatch(problem ?? '', /\n/)
  }
})

t.test('pages that tell how many cases there are tell it of today', async t => {
  const page = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
  for (const name of ['README.md', 'CHANGELOG.md', 'docs/conformance.md'])
    t.ok(page(name).includes(`${suite.cases.length} cases`), name)
})
