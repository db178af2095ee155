// Runs every client of subjects.mjs through the conformance suite, and writes docs/sdk-matrix.json and docs/sdk-matrix.md.
//   npm run sdk-matrix                          all clients, every case
//   npm run sdk-matrix -- --clients groq-sdk    some of them; the others stay as they are in docs/sdk-matrix.json
//   npm run sdk-matrix -- --only streams        some cases; the others stay as they are
//   npm run sdk-matrix -- --check               writes nothing, and says which rows no longer hold: exit code 1
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { commandOf, install, ownFolder, runtimeVersion, versionsOf } from './install.mjs'
import { matrixFile } from './matrix-file.mjs'
import { matrixPage } from './matrix-page.mjs'
import { subjects } from './subjects.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [dataFile, pageFile] = ['docs/sdk-matrix.json', 'docs/sdk-matrix.md'].map(name => join(root, name))
const suite = JSON.parse(readFileSync(join(root, 'conformance/cases.json'), 'utf8'))

const { values } = parseArgs({
  options: {
    clients: { type: 'string' },
    only: { type: 'string' },
    jobs: { type: 'string', default: '4' },
    check: { type: 'boolean', default: false },
  },
})

const named = values.clients?.split(',')
const stray = named?.find(name => !subjects.some(subject => subject.name === name))
if (stray) {
  console.error(`There is no client "${stray}". There are: ${subjects.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

const before = existsSync(dataFile) ? JSON.parse(readFileSync(dataFile, 'utf8')) : { subjects: [] }

/** What a row of the matrix is: all of a result but what stands in the suite, and a text that is as it should be. */
const rowOf = ({ id, result, why, seen }, times) => ({
  id,
  result,
  why,
  seen: seen?.reported && result === 'OK' ? { ...seen, reported: { ...seen.reported, text: null } } : seen,
  waitsMs: times.cases[id]?.waitsMs ?? [],
  findings: times.cases[id]?.findings ?? [],
})

const conform = subject =>
  new Promise((resolve, reject) => {
    const out = join(ownFolder, 'results', subject.name)
    mkdirSync(out, { recursive: true })
    const flags = ['--jobs', values.jobs, '--subject', subject.name, '--out', out]
    const only = values.only === undefined ? [] : ['--only', values.only]
    const args = [join(root, 'dist/main.js'), 'conform', ...flags, ...only, '--', ...commandOf(subject)]
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' }
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], env })
    child.once('error', reject)
    child.once('exit', code => {
      if (code === null || code === 2) reject(new Error(`conform ended with ${code} for ${subject.name}`))
      else resolve(JSON.parse(readFileSync(join(out, 'results.json'), 'utf8')))
    })
  })

/** Rows of now, and those of before for cases that were not run, in the order of the suite. */
const merged = (old, fresh) => {
  const rows = new Map([...(old?.rows ?? []), ...fresh].map(row => [row.id, row]))
  return suite.cases.flatMap(({ id }) => rows.get(id) ?? [])
}

const measured = async subject => {
  const old = before.subjects.find(({ name }) => name === subject.name)
  const skipped = install(subject)
  if (skipped !== null) {
    console.error(`skipped: ${subject.name} (${skipped})`)
    return { name: subject.name, skipped, versions: {}, runtime: subject.runtime, rows: [] }
  }
  const startedAt = new Date().toISOString()
  const { cases, times } = await conform(subject)
  return {
    name: subject.name,
    skipped: null,
    runtime: runtimeVersion(subject),
    versions: versionsOf(subject),
    date: startedAt.slice(0, 10),
    // some cases take some of the time
    seconds: values.only === undefined ? Math.round(times.durationMs / 1000) : (old?.seconds ?? null),
    rows: merged(
      old,
      cases.map(one => rowOf(one, times)),
    ),
  }
}

/** Rows whose result is another one now. */
const changes = (old, fresh) =>
  fresh.rows.flatMap(row => {
    const known = old?.rows.find(({ id }) => id === row.id)
    if (known?.result === row.result) return []
    return [`${fresh.name} ${row.id}: ${known?.result ?? 'nothing'} is checked in, and it is ${row.result}`]
  })

const all = []
const changed = []
for (const subject of subjects) {
  const old = before.subjects.find(({ name }) => name === subject.name)
  if (named && !named.includes(subject.name)) {
    if (old) all.push(old)
    continue
  }
  console.error(`== ${subject.name}`)
  const fresh = await measured(subject)
  all.push(fresh)
  if (fresh.skipped === null) changed.push(...changes(old, fresh))
  if (values.check) continue
  const kept = before.subjects.filter(({ name }) => !all.some(one => one.name === name))
  const order = subjects.map(({ name }) => name)
  const data = {
    format: 'groq-mock-sdk-matrix',
    version: 1,
    command: 'npm run sdk-matrix',
    subjects: [...all, ...kept].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name)),
  }
  writeFileSync(dataFile, matrixFile(data))
  writeFileSync(pageFile, matrixPage(data, suite))
}

if (values.check) {
  console.log(changed.length === 0 ? 'Every row holds.' : changed.join('\n'))
  process.exitCode = changed.length === 0 ? 0 : 1
}
