// Compiles each file of src/ to build/, which tests import, and bundles the program and the library into dist/, which is started
// and published (bundle.mjs). With --if-needed, as `npm start` and `npm test` run it first, only where something changed since the last build
// that succeeded.
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundle } from './bundle.mjs'
import { writeValidators } from './compile-validators.mjs'
import { describeControl } from './describe-control.mjs'

const root = fileURLToPath(new URL('.', import.meta.url))
const [modules, dist] = [join(root, 'build'), join(root, 'dist')]
/** What tsc remembers of its last run; its time is that of the last build that succeeded. */
const memory = join(modules, '.tsbuildinfo')

/** Whose declarations are published, with those that they refer to. */
const libraries = ['index', 'runners/jest', 'runners/node-test', 'runners/tap', 'runners/vitest']
/** What is started or imported from outside; it keeps its place in dist/. */
const entries = ['main', ...libraries, 'scenario/reading-thread']

const modifiedAtMs = path => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
const filesIn = (folder, suffix) =>
  modifiedAtMs(folder) === 0
    ? []
    : readdirSync(folder, { recursive: true })
        .filter(name => name.endsWith(suffix))
        .map(name => name.slice(0, -suffix.length))

/** The page is for a browser: it is bundled by itself, and only looked at by tsc (src/console/tsconfig.json). */
const room = 'console'
const sources = filesIn(join(root, 'src'), '.ts').filter(name => !name.startsWith(`${room}/`))
const scenarios = filesIn(join(root, 'scenarios'), '.yaml')
const configuration = [
  'build.mjs',
  'bundle.mjs',
  'compile-validators.mjs',
  'describe-control.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'package.json',
  'package-lock.json',
]
const inputs = [
  ...sources.map(name => `src/${name}.ts`),
  ...scenarios.map(name => `scenarios/${name}.yaml`),
  ...filesIn(join(root, 'src', room), '').map(name => `src/${room}/${name}`),
  ...configuration,
]
const outputs = ['.js', '.js.map', '.d.ts']
const isComplete = outputs.every(suffix => {
  const built = new Set(filesIn(modules, suffix))
  return sources.every(name => built.has(name))
})
const bundled = [...entries.map(name => `${name}.js`), ...libraries.map(name => `${name}.d.ts`)]
const others = ['package.json', 'bundled.json', 'validators', 'scenarios.json', 'openapi.json', `${room}/console.js`]
const isBundled = [...bundled, ...others].every(name => modifiedAtMs(join(dist, name)) > 0)
const stale = outputs.flatMap(suffix =>
  filesIn(modules, suffix)
    .filter(name => !sources.includes(name))
    .map(name => name + suffix),
)
const isFresh = () => inputs.every(name => modifiedAtMs(join(root, name)) <= modifiedAtMs(memory))

const compile = () => {
  for (const name of stale) rmSync(join(modules, name))
  // what it wrote once and finds unchanged it would not write again
  if (!isComplete) rmSync(memory, { force: true })
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
  return status === 0
}

const REFERENCE = /((?:from |import\()["'])(\.[^"']+)\.ts(["'])/g

/** Puts a file of declarations into dist/, with all that it refers to, under the names that old compilers know too. */
const copyDeclarations = name => {
  const to = join(dist, `${name}.d.ts`)
  if (modifiedAtMs(to) > 0) return
  const text = readFileSync(join(modules, `${name}.d.ts`), 'utf8')
  mkdirSync(dirname(to), { recursive: true })
  writeFileSync(to, text.replaceAll(REFERENCE, '$1$2.js$3'))
  for (const [, , other] of text.matchAll(REFERENCE)) copyDeclarations(join(dirname(name), other))
}

/** The validators of bodies, as code, of the schemas that were just compiled. */
const validators = async () => {
  const module = pathToFileURL(join(modules, 'request/validate-body.js')).href
  const { bodySchemas, bodySchemaOf } = await import(module)
  const named = Object.keys(bodySchemas).flatMap(operation =>
    ['lenient', 'standard'].map(strictness => [`${operation}-${strictness}`, bodySchemaOf(operation, strictness)]),
  )
  writeValidators(join(dist, 'validators'), named)
}

/** What the scenarios that ship say, so that a start need not read YAML. One that is not sound is left out, and read as any other. */
const shipped = async () => {
  const { lookThrough } = await import(pathToFileURL(join(modules, 'scenario/look-through.js')).href)
  const { nowhere } = await import(pathToFileURL(join(modules, 'scenario/read-scenario.js')).href)
  const found = scenarios.sort().flatMap(name => {
    const file = `${name}.yaml`
    const text = readFileSync(join(root, 'scenarios', file), 'utf8')
    const looked = lookThrough({ file, text, place: nowhere })
    return looked.raw === null || looked.diagnostics.length > 0 ? [] : [[file, { text, looked }]]
  })
  writeFileSync(join(dist, 'scenarios.json'), JSON.stringify(Object.fromEntries(found)))
}

/** What the control API says of itself. */
const description = async () => {
  const built = name => import(pathToFileURL(join(modules, `${name}.js`)).href)
  const { addControlRoutes } = await built('control/control-routes')
  const { version } = await built('version')
  const { formatPatterns: patterns } = await built('scenario/language/format-patterns')
  const { withoutCompilers: schemaController } = await built('without-compilers')
  const described = await describeControl(addControlRoutes, { version, patterns, options: { schemaController } })
  writeFileSync(join(dist, 'openapi.json'), JSON.stringify(described))
}

/** The page of live requests. What it takes from elsewhere travels with it, and so does its licence. */
const bundlePage = async () => {
  const { rolldown } = await import('rolldown')
  const from = join(root, 'src', room)
  const to = join(dist, room)
  const made = await rolldown({
    cwd: root,
    input: join(from, 'main.tsx'),
    platform: 'browser',
    tsconfig: join(from, 'tsconfig.json'),
  })
  const licence = readFileSync(join(root, 'node_modules/preact/LICENSE'), 'utf8').trim()
  const banner = `/*! With Preact.\n${licence} */`
  await made.write({ file: join(to, 'console.js'), format: 'iife', minify: true, postBanner: banner })
  await made.close()
  const { palette, laneStyle } = await import(pathToFileURL(join(modules, 'verdict/forms/html/style.js')).href)
  const own = readFileSync(join(from, 'console.css'), 'utf8')
  writeFileSync(join(to, 'console.css'), `${palette}\n${laneStyle}\n${own}`)
  copyFileSync(join(from, 'index.html'), join(to, 'index.html'))
}

const build = async () => {
  const begunAt = new Date()
  const isCompiled = compile()
  // what fails from here on is not the last build that succeeded
  if (modifiedAtMs(memory) > 0) utimesSync(memory, new Date(0), new Date(0))
  if (!isCompiled) return 1
  rmSync(dist, { recursive: true, force: true })
  await bundle(root, dist, entries)
  libraries.forEach(copyDeclarations)
  await validators()
  await shipped()
  await description()
  await bundlePage()
  utimesSync(memory, begunAt, begunAt)
  return 0
}

if (!process.argv.includes('--if-needed') || !isComplete || !isBundled || stale.length > 0 || !isFresh())
  process.exitCode = await build()
