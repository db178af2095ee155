// Runs every client of subjects.mjs through the conformance suite, and writes docs/sdk-matrix.json and docs/sdk-matrix.md.
//   npm run sdk-matrix                          all clients, every case
//   npm run sdk-matrix -- --clients groq-sdk    some of them; the others stay as they are in docs/sdk-matrix.json
//   npm run sdk-matrix -- --only streams        some cases; the others stay as they are
//   npm run sdk-matrix -- --check               writes nothing, and says which rows no longer hold: exit code 1
//   npm run sdk-matrix -- --jobs 4 --at-once 2  how many cases of a client run at once, and how many clients
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { endAll } from './beside.mjs'
import { changes } from './changes.mjs'
import { install } from './install.mjs'
import { matrixFile } from './matrix-file.mjs'
import { matrixPage } from './matrix-page.mjs'
import { measure } from './measure.mjs'
import { subjects } from './subjects.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [dataFile, pageFile] = ['docs/sdk-matrix.json', 'docs/sdk-matrix.md'].map(name => join(root, name))
const suite = JSON.parse(readFileSync(join(root, 'conformance/cases.json'), 'utf8'))

const { values } = parseArgs({
  options: {
    clients: { type: 'string' },
    only: { type: 'string' },
    jobs: { type: 'string', default: '4' },
    'at-once': { type: 'string', default: '2' },
    check: { type: 'boolean', default: false },
  },
})

const atOnce = Number(values['at-once'])
if (!Number.isInteger(atOnce) || atOnce < 1) {
  console.error(`--at-once is a number of clients, from 1; seen "${values['at-once']}".`)
  process.exit(2)
}

const named = values.clients?.split(',')
const stray = named?.find(name => !subjects.some(subject => subject.name === name))
if (stray) {
  console.error(`There is no client "${stray}". There are: ${subjects.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

const before = existsSync(dataFile) ? JSON.parse(readFileSync(dataFile, 'utf8')) : { subjects: [] }
const partOf = name => before.subjects.find(subject => subject.name === name)

/** Rows of now, and those of before for cases that were not run, in the order of the suite. */
const merged = (old, fresh) => {
  const rows = new Map([...(old?.rows ?? []), ...fresh].map(row => [row.id, row]))
  return suite.cases.flatMap(({ id }) => rows.get(id) ?? [])
}

const skippedPart = ({ name, runtime }, skipped) => ({ name, skipped, versions: {}, runtime, rows: [] })

const measured = async subject => {
  const { rows, ...part } = await measure(subject, values)
  const old = partOf(subject.name)
  // some cases take some of the time
  const seconds = values.only === undefined ? part.seconds : (old?.seconds ?? null)
  return { ...part, seconds, rows: merged(old, rows) }
}

const wanted = subjects.filter(({ name }) => !named || named.includes(name))
const parts = new Map(before.subjects.map(part => [part.name, part]))
const ready = wanted.filter(subject => {
  const skipped = install(subject)
  console.error(skipped === null ? `installed: ${subject.name}` : `skipped: ${subject.name} (${skipped})`)
  if (skipped !== null) parts.set(subject.name, skippedPart(subject, skipped))
  return skipped === null
})

const write = whole => {
  if (values.check) return
  const data = {
    format: 'groq-mock-sdk-matrix',
    version: 1,
    command: 'npm run sdk-matrix',
    // of the last run of all cases with all clients
    whole,
    subjects: subjects.flatMap(({ name }) => parts.get(name) ?? []),
  }
  writeFileSync(dataFile, matrixFile(data))
  writeFileSync(pageFile, matrixPage(data, suite))
}

process.on('exit', endAll)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

const startedMs = performance.now()
const fresh = []
// the longest first, so that none is alone at the end; one that is new may take long
const left = ready.toSorted(
  (a, b) => (partOf(b.name)?.seconds ?? Infinity) - (partOf(a.name)?.seconds ?? Infinity) || 0,
)
const work = async () => {
  for (let subject = left.shift(); subject; subject = left.shift()) {
    const part = await measured(subject).catch(error => {
      console.error(`skipped: ${subject.name} (${error.message})`)
      return skippedPart(subject, error.message)
    })
    if (part.skipped === null) fresh.push(part)
    parts.set(part.name, part)
    write(before.whole ?? null)
  }
}
await Promise.all(Array.from({ length: atOnce }, work))

const isWhole = !named && values.only === undefined
if (isWhole)
  write({
    date: new Date().toISOString().slice(0, 10),
    wallSeconds: Math.round((performance.now() - startedMs) / 1000),
    sumSeconds: fresh.reduce((sum, { seconds }) => sum + seconds, 0),
    clients: fresh.length,
    jobs: Number(values.jobs),
    atOnce,
    cores: cpus().length,
  })

if (values.check) {
  const changed = fresh.flatMap(part => changes(partOf(part.name), part))
  console.log(changed.length === 0 ? 'Every row holds.' : changed.join('\n'))
  process.exitCode = changed.length === 0 ? 0 : 1
}
