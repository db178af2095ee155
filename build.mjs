// Compiles src/ to dist/, and takes out of dist/ what no source stands behind. With --if-needed, as `npm start` and `npm test`
// run it first, only where something changed since the last build that succeeded.
import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))
const dist = join(root, 'dist')
/** What tsc remembers of its last run; its time is that of the last build that succeeded. */
const memory = join(dist, '.tsbuildinfo')

const modifiedAtMs = path => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
const filesIn = (folder, suffix) =>
  modifiedAtMs(folder) === 0
    ? []
    : readdirSync(folder, { recursive: true })
        .filter(name => name.endsWith(suffix))
        .map(name => name.slice(0, -suffix.length))

const sources = filesIn(join(root, 'src'), '.ts')
const inputs = [...sources.map(name => `src/${name}.ts`), 'tsconfig.json', 'tsconfig.build.json', 'package.json']
const outputs = ['.js', '.js.map', '.d.ts']
const isComplete = outputs.every(suffix => {
  const built = new Set(filesIn(dist, suffix))
  return sources.every(name => built.has(name))
})
const stale = outputs.flatMap(suffix =>
  filesIn(dist, suffix)
    .filter(name => !sources.includes(name))
    .map(name => name + suffix),
)
const isFresh = () => inputs.every(name => modifiedAtMs(join(root, name)) <= modifiedAtMs(memory))

const build = () => {
  for (const name of stale) rmSync(join(dist, name))
  // what it wrote once and finds unchanged it would not write again
  if (!isComplete) rmSync(memory, { force: true })
  const begunAt = new Date()
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
  if (modifiedAtMs(memory) > 0) utimesSync(memory, begunAt, status === 0 ? begunAt : new Date(0))
  return status ?? 1
}

if (!process.argv.includes('--if-needed') || !isComplete || stale.length > 0 || !isFresh()) process.exitCode = build()
