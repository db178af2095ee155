import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
/** What the matrix installs and leaves behind; Git does not see it. */
export const ownFolder = fileURLToPath(new URL('../../.sdk-matrix', import.meta.url))

const MINUTES_10 = 600_000

const ran = (file, args) => spawnSync(file, args, { encoding: 'utf8', timeout: MINUTES_10 })

/** The last thing that it said, in a line without addresses. */
const lastLine = ({ stderr = '', stdout = '', error }) =>
  (error?.message ?? `${stdout}\n${stderr}`.trim().split('\n').at(-1)).replaceAll(/[a-z]+:\/\/\S+/g, '…')

const installNode = () => {
  const folder = join(here, 'node')
  if (existsSync(join(folder, 'node_modules'))) return null
  const npm = ran('npm', ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'])
  return npm.status === 0 ? null : `npm ci failed: ${lastLine(npm)}`
}

const pythonOf = home => join(ownFolder, home, 'bin', 'python')

const installPython = home => {
  const marker = join(ownFolder, home, 'pyvenv.cfg')
  if (!existsSync(marker)) {
    const made = ran('python3', ['-m', 'venv', join(ownFolder, home)])
    if (made.status !== 0) return `python3 can not make an environment: ${lastLine(made)}`
  }
  const file = join(here, 'python', `${home}.txt`)
  const pip = ran(pythonOf(home), ['-m', 'pip', 'install', '--quiet', '--only-binary=:all:', '-r', file])
  return pip.status === 0 ? null : `pip install failed: ${lastLine(pip)}`
}

const programOf = file => join(ownFolder, 'go', file)

const buildGo = ({ file }) => {
  const args = ['build', '-o', programOf(file), '.']
  const go = spawnSync('go', args, { cwd: join(here, 'go'), encoding: 'utf8', timeout: MINUTES_10 })
  return go.status === 0 ? null : `go build failed: ${lastLine(go)}`
}

const ways = { node: installNode, python: ({ home }) => installPython(home), go: buildGo }
const tried = new Map()

/** Installs what a subject needs, once; gives why it can't be, or null. */
export const install = subject => {
  const { runtime, home } = subject
  if (!tried.has(home)) tried.set(home, ways[runtime](subject))
  return tried.get(home)
}

/** The command that starts its runner. */
export const commandOf = ({ runtime, home, file }) => {
  if (runtime === 'go') return [programOf(file)]
  return runtime === 'node'
    ? [process.execPath, join(here, 'node', file)]
    : [pythonOf(home), join(here, 'python', file)]
}

const pythonVersion = (home, name) =>
  ran(pythonOf(home), ['-c', `import importlib.metadata as m; print(m.version(${JSON.stringify(name)}))`]).stdout.trim()

const nodeVersion = name =>
  JSON.parse(readFileSync(join(here, 'node', 'node_modules', name, 'package.json'), 'utf8')).version

const goVersion = name => {
  const [, version = ''] = readFileSync(join(here, 'go', 'go.mod'), 'utf8').split(`${name} v`)
  return version.split('\n')[0]
}

const versionIn = ({ runtime, home }, name) => {
  if (runtime === 'go') return goVersion(name)
  return runtime === 'node' ? nodeVersion(name) : pythonVersion(home, name)
}

/** The versions of its packages: `{ ai: '7.0.173' }`. */
export const versionsOf = subject =>
  Object.fromEntries(subject.packages.map(name => [name.split('/sashabaranov/').at(-1), versionIn(subject, name)]))

/** The version of what runs it. */
export const runtimeVersion = ({ runtime, home }) => {
  if (runtime === 'node') return `Node ${process.version.slice(1)}`
  if (runtime === 'go') return ran('go', ['env', 'GOVERSION']).stdout.trim().replace(/^go/, 'Go ')
  return ran(pythonOf(home), ['--version']).stdout.trim()
}
