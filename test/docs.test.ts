import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { errorsMarkdown, errorsReference } from '#src/cli/errors-table'
import { findingsTable } from '#src/cli/findings-table'
import { helpText } from '#src/cli/help-text'
import { columns } from '#src/drill/report/cells-of'
import { catalogue } from '#src/groq/errors'
import { entrySchema } from '#src/journal/entry-schema'
import { formatDiagnostic } from '#src/scenario/diagnostic'
import { Library } from '#src/scenario/library'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { serveFlags } from '#src/settings'
import { findingKinds } from '#src/verdict/findings/index'
import { chatBody, startMock } from './helpers/mock.ts'

const text = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const readme = text('README.md')
const table = /<!-- errors -->\n([\s\S]*?)\n<!-- \/errors -->/.exec(text('docs/api.md'))?.[1] ?? ''

t.test('the table of statuses is the one that the catalogue gives; npm run docs prints it anew', async t => {
  t.equal(table, errorsMarkdown())
})

t.test('the table has every status of the catalogue, and the README names those that are documented', async t => {
  const statusesIn = (rows: string, row: RegExp) =>
    [...rows.matchAll(row)].map(([status]) => Number(/\d{3}/.exec(status)))
  t.same(
    statusesIn(table, /^\| \*\*\d{3}\*\* /gm),
    catalogue.map(({ status }) => status),
  )
  const [, named = ''] = /every documented status \(([^)]+)\)/.exec(readme) ?? []
  t.same(
    statusesIn(named, /\d+/g),
    catalogue.flatMap(({ status, documented }) => (documented === 'no' ? [] : [status])),
  )
})

t.test('the reference of errors and the schema of entries are fresh', async t => {
  t.equal(text('docs/errors.md'), `${errorsReference().trimEnd()}\n`)
  t.equal(text('docs/journal-entry.schema.json'), `${JSON.stringify(entrySchema, null, 2)}\n`)
})

t.test('the table of findings is the one that their files give', async t => {
  const shown = /<!-- findings -->\n([\s\S]*?)\n<!-- \/findings -->/.exec(text('docs/verdict.md'))?.[1]
  t.equal(shown, findingsTable())
})

t.test('entries of all kinds fit their schema', async t => {
  const validate = new Ajv2020({ strict: false }).compile(entrySchema)
  const mock = await startMock(t, { rules: [{ name: 'r', match: { stream: true }, error: 503 }] })
  await mock.chat()
  await mock.chat({ body: chatBody({ stream: true }) })
  await mock.chat({ body: '{' })
  await fetch(`${mock.url}/openai/v1/nothing`)
  for (const entry of await mock.entries(4))
    t.ok(validate(JSON.parse(JSON.stringify(entry))), JSON.stringify(validate.errors))
})

t.test('every shipped scenario has its line, and --help every flag with its variable', async t => {
  const scenarios = text('docs/scenarios.md')
  for (const { name } of new Library().all().filter(({ origin }) => origin === 'shipped'))
    t.ok(scenarios.includes(`\`${name}\``), name)
  const help = helpText()
  for (const name of Object.keys(serveFlags))
    t.ok(help.includes(`--${name}`) && help.includes(`GROQ_MOCK_${name.toUpperCase().replaceAll('-', '_')}`), name)
})

const filesOf = (folder: string, ending: RegExp): readonly string[] =>
  readdirSync(new URL(`../${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter(name => ending.test(name) && !/(^|\/)node_modules\//.test(name))
    .map(name => `${folder}/${name}`)

/** The numbers of the headings of a document of facts, in order. */
const sectionsOf = (document: string): readonly string[] =>
  [...text(document).matchAll(/^#{2,} <a id="([\d.]+)"><\/a>([\d.]*\d)\.? /gm)].map(([, id = '', number]) => {
    if (id !== number) throw new Error(`${document}: the anchor ${id} stands before ${number}`)
    return id
  })
const facts = filesOf('docs/facts', /\.md$/)
const sections = new Map(facts.map(document => [document, sectionsOf(document)]))

t.test('every § leads to a heading of a document of facts, which the first of a file names', async t => {
  let found = 0
  for (const file of ['src', 'test', 'bench', 'docs', 'scenarios'].flatMap(folder =>
    filesOf(folder, /\.(ts|mjs|py|sh|md|ya?ml)$/),
  )) {
    let document = facts.includes(file) ? file : null
    for (const [, named, number = ''] of text(file).matchAll(/(?:(docs\/facts\/[\w-]+\.md)[\s*]+)?§(\d+(?:\.\d+)*)/g)) {
      document = named ?? document
      found += 1
      if (!sections.get(document ?? '')?.includes(number))
        t.fail(`${file}: there is no §${number} in ${document ?? 'any document, for none is named'}`)
    }
  }
  t.ok(found > 150, `${found} found`)
})

t.test('sections of facts have numbers that go up, each its own', async t => {
  for (const [document, numbers] of sections) {
    t.ok(numbers.length > 10, document)
    const parts = (number: string) => number.split('.').map(part => part.padStart(3, '0'))
    t.same(
      numbers,
      [...new Set(numbers)].sort((a, b) => (parts(a).join() < parts(b).join() ? -1 : 1)),
      document,
    )
  }
})

t.test('every file that the facts of Node name is there', async t => {
  const names = new Set(filesOf('src', /\.ts$/).map(file => file.split('/').at(-1)))
  for (const [, name = ''] of text('docs/facts/node.md').matchAll(/`([\w-]+\.ts)`/g)) t.ok(names.has(name), name)
})

const pages = [
  'README.md',
  'SKILL.md',
  'llms.txt',
  'CONTRIBUTING.md',
  ...['docs', 'scenarios', 'bench', 'examples'].flatMap(folder => filesOf(folder, /\.md$/)),
]

/** The name that a heading has in links. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

t.test('links of all pages lead to files, and to headings that are there', async t => {
  let found = 0
  for (const page of pages)
    for (const [, target = '', heading] of text(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)) {
      found += 1
      const file = target === '' ? page : posix.join(posix.dirname(page), target)
      t.ok(existsSync(new URL(`../${file}`, import.meta.url)), `${page}: ${target}`)
      if (heading === undefined) continue
      const headings = [...text(file).matchAll(/^#+ (?:<a id="([\d.]+)"><\/a>)?(.+)$/gm)]
      const names = headings.flatMap(([, id, words = '']) => [id, anchorOf(words)])
      t.ok(names.includes(heading), `${page}: ${target}#${heading}`)
    }
  t.ok(found > 50, `${found} links`)
})

t.test('every scenario that assistants are shown is right, and says nothing without effect', async t => {
  const shown = [...text('SKILL.md').matchAll(/^```yaml\n([\s\S]*?)^```/gm)]
  t.ok(shown.length > 8)
  for (const [, yaml = ''] of shown) {
    const { scenario, diagnostics } = readScenario({ name: 'shown', file: 'shown.yaml', text: yaml, place: nowhere })
    t.not(scenario, null)
    t.same(diagnostics.map(formatDiagnostic), [])
  }
})

t.test('the README shows a drill as it is printed today, and a small picture of its report', async t => {
  const shown = /<!-- drill -->\n```\n([\s\S]*?)\n```\n<!-- \/drill -->/.exec(readme)?.[1] ?? ''
  t.equal(shown.split('\n')[0]?.replaceAll(/ +/g, ' '), columns.join(' ').toUpperCase())
  const change = findingKinds.find(({ id }) => id === 'retry-after-ignored')?.change ?? 'none'
  t.ok(shown.replaceAll(/\s+/g, ' ').includes(`To change: ${change} Because: `))
  t.match(readme, /!\[[^\]]{20,}\]\(docs\/report\.png\)/)
  const { size } = statSync(new URL('../docs/report.png', import.meta.url))
  t.ok(size > 10_000 && size <= 150 * 1024, `${size} bytes`)
  const { files } = JSON.parse(text('package.json'))
  t.ok(files.includes('docs'), 'the picture is in the package')
})
