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

const tried = new Map()

/** Installs what a subject needs, once; gives why it can't be, or null. */
export const install = ({ runtime, home }) => {
  if (!tried.has(home)) tried.set(home, runtime === 'node' ? installNode() : installPython(home))
  return tried.get(home)
}

/** The command that starts its runner. */
export const commandOf = ({ runtime, home, file }) =>
  runtime === 'node' ? [process.execPath, join(here, 'node', file)] : [pythonOf(home), join(here, 'python', file)]

const pythonVersion = (home, name) =>
  ran(pythonOf(home), ['-c', `import importlib.metadata as m; print(m.version(${JSON.stringify(name)}))`]).stdout.trim()

const nodeVersion = name =>
  JSON.parse(readFileSync(join(here, 'node', 'node_modules', name, 'package.json'), 'utf8')).version

/** The versions of its packages: `{ ai: '7.0.173' }`. */
export const versionsOf = ({ runtime, home, packages }) =>
  Object.fromEntries(packages.map(name => [name, runtime === 'node' ? nodeVersion(name) : pythonVersion(home, name)]))

/** The version of what runs it. */
export const runtimeVersion = ({ runtime, home }) =>
  runtime === 'node' ? `Node ${process.version.slice(1)}` : ran(pythonOf(home), ['--version']).stdout.trim()
