import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
/** What the matrix installs and leaves behind; Git does not see it. */
export const ownFolder = fileURLToPath(new URL('../../.sdk-matrix', import.meta.url))

const MINUTES_10 = 600_000

const ran = (file, args, cwd = here) => spawnSync(file, args, { cwd, encoding: 'utf8', timeout: MINUTES_10 })

/** The last thing that it said, in a line without addresses. */
const lastLine = ({ stderr = '', stdout = '', error }) =>
  (error?.message ?? `${stdout}\n${stderr}`.trim().split('\n').at(-1)).replaceAll(/[a-z]+:\/\/\S+/g, '…')

/** Why something failed, in a line; null where it did not. */
const failure = (what, result) => (result.status === 0 ? null : `${what} failed: ${lastLine(result)}`)

const textIn = (...path) => readFileSync(join(here, ...path), 'utf8')

/** The version that stands behind a name in a file: `name v1.2.3`, `name = { version = "=1.2.3"`, `<artifactId>name</artifactId> <version>1.2.3`. */
const versionBehind = (name, text) => text.slice(text.indexOf(name) + name.length).match(/\d+(\.\d+)+/)?.[0] ?? ''

export const pythonOf = home => join(ownFolder, home, 'bin', 'python')

const node = {
  install: ({ home }) => {
    const folder = join(here, home)
    if (existsSync(join(folder, 'node_modules'))) return null
    return failure('npm ci', ran('npm', ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund']))
  },
  command: ({ home, file }) => [process.execPath, join(here, home, file)],
  version: ({ home }, name) => JSON.parse(textIn(home, 'node_modules', name, 'package.json')).version,
  runtime: () => `Node ${process.version.slice(1)}`,
}

const python = {
  install: ({ home }) => {
    if (!existsSync(join(ownFolder, home, 'pyvenv.cfg'))) {
      const made = ran('python3', ['-m', 'venv', join(ownFolder, home)])
      if (made.status !== 0) return `python3 can not make an environment: ${lastLine(made)}`
    }
    const file = join(here, 'python', `${home}.txt`)
    const args = ['-m', 'pip', 'install', '--quiet', '--only-binary=:all:', '-r', file]
    return failure('pip install', ran(pythonOf(home), args))
  },
  command: ({ home, file }) => [pythonOf(home), join(here, 'python', file)],
  version: ({ home }, name) =>
    ran(pythonOf(home), [
      '-c',
      `import importlib.metadata as m; print(m.version(${JSON.stringify(name)}))`,
    ]).stdout.trim(),
  runtime: ({ home }) => ran(pythonOf(home), ['--version']).stdout.trim(),
}

const go = {
  install: ({ file }) =>
    failure('go build', ran('go', ['build', '-o', join(ownFolder, 'go', file), '.'], join(here, 'go'))),
  command: ({ file }) => [join(ownFolder, 'go', file)],
  version: (_subject, name) => versionBehind(`${name} v`, textIn('go', 'go.mod')),
  runtime: () => ran('go', ['env', 'GOVERSION']).stdout.trim().replace(/^go/, 'Go '),
}

const rust = {
  install: () => {
    const args = ['build', '--quiet', '--target-dir', join(ownFolder, 'rust')]
    return failure('cargo build', ran('cargo', args, join(here, 'rust')))
  },
  command: ({ file }) => [join(ownFolder, 'rust', 'debug', file)],
  version: (_subject, name) => versionBehind(`${name} = `, textIn('rust', 'Cargo.toml')),
  runtime: () => `Rust ${versionBehind('rustc', ran('rustc', ['--version']).stdout)}`,
}

const inJava = name => join(ownFolder, 'java', name)

const java = {
  install: () => {
    const goals = ['compile', 'dependency:copy-dependencies']
    return failure('mvn', ran('mvn', ['-q', '-B', `-Dbuilt=${join(ownFolder, 'java')}`, ...goals], join(here, 'java')))
  },
  // a program that ends soon is not worth much compiling
  command: ({ file }) => [
    'java',
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-cp',
    [inJava('classes'), inJava('lib/*')].join(delimiter),
    file,
  ],
  version: (_subject, name) => versionBehind(`<artifactId>${name}<`, textIn('java', 'pom.xml')),
  runtime: () => `Java ${versionBehind('version', ran('java', ['-version']).stderr)}`,
}

const kinds = { node, python, go, rust, java }
const tried = new Map()

/** Installs what a subject needs, once; gives why it can't be, or null. */
export const install = subject => {
  const { runtime, home } = subject
  if (!tried.has(home)) tried.set(home, kinds[runtime].install(subject))
  return tried.get(home)
}

/** The command that starts its runner. */
export const commandOf = subject => kinds[subject.runtime].command(subject)

/** The versions of its packages: `{ ai: '7.0.173' }`. */
export const versionsOf = subject =>
  Object.fromEntries(
    subject.packages.map(name => [name.split('/sashabaranov/').at(-1), kinds[subject.runtime].version(subject, name)]),
  )

/** The version of what runs it. */
export const runtimeVersion = subject => kinds[subject.runtime].runtime(subject)
