// Packs groq-mock, installs the package in new projects with each package manager on each Node that it is for, and starts it
// there; then Jest and TypeScript. Nothing of it may warn. The last line is `installs: N passed, M failed`.
// With --quick only the oldest and the newest Node, each with one manager.
import { spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { projects } from './projects.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../..')
const work = mkdtempSync(join(tmpdir(), 'groq-mock-install-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))
const cache = join(root, 'node_modules/.cache/groq-mock-nodes')
const isQuick = process.argv.includes('--quick')

const NODES = isQuick ? ['20.19', '26'] : ['20.19', '22', '24', '26']
const LONGEST_MS = 180_000
const EXPECTED = '429 200 200 200 tls true true'
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const print = text => process.stdout.write(`${text}\n`)
const skipped = []
let passed = 0
let failed = 0

/** Notes a claim: nothing wrong, or what. */
const note = (claim, wrong) => {
  if (wrong === null) passed += 1
  else failed += 1
  print(wrong === null ? `ok ${claim}` : `FAILED ${claim}: ${wrong}`)
}

const FOREIGN = /^(npm_|GROQ_|OPENAI_|NODE_OPTIONS$|TAP)/i
// where npm gets packages from is a matter of this machine
const KEPT = /^npm_config_(registry|userconfig|globalconfig|cafile|.*proxy)$/i
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => KEPT.test(name) || !FOREIGN.test(name)),
)

/** Runs a program to its end; what takes too long is killed. */
const ran = (command, args, { cwd = work, env = {} } = {}) =>
  new Promise(resolve => {
    const child = spawn(command, args, { cwd, env: { ...environment, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS)
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text
    })
    child.on('error', error => resolve({ code: -1, stdout, stderr: error.message }))
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ code, stdout, stderr })
    })
  })

const lastLines = ({ stdout, stderr }) => `${stdout}\n${stderr}`.trim().split('\n').slice(-12).join('\n    ')

/** What is wrong with a program that should have ended well, said this, and nothing else. */
const wrongWith = (result, said) => {
  if (result.code !== 0) return `exit code ${result.code}\n    ${lastLines(result)}`
  if (result.stdout.trim() !== said)
    return `it said ${JSON.stringify(result.stdout.trim())} in place of ${JSON.stringify(said)}`
  return result.stderr === '' ? null : `it complained: ${result.stderr.trim()}`
}

/** The folder of the newest Node of a version, as npm has it; a reason where it has none. */
const fetchNode = async wanted => {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const folder = join(cache, `${name}-${wanted}`)
  const bin = join(folder, 'package/bin')
  if (!existsSync(bin)) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(work, 'npmrc'), '')
    const packed = await ran('npm', ['pack', '--silent', `${name}@${wanted}`], { cwd: folder })
    const [file] = readdirSync(folder).filter(one => one.endsWith('.tgz'))
    if (packed.code !== 0 || !file)
      return { why: `npm has no ${name}@${wanted} (${packed.stderr.trim().split('\n')[0]})` }
    await ran('tar', ['-xzf', file, 'package/bin/node'], { cwd: folder })
    rmSync(join(folder, file))
  }
  const { code, stdout, stderr } = await ran(join(bin, 'node'), ['--version'])
  return code === 0
    ? { bin, version: stdout.trim().slice(1) }
    : { why: `Node ${wanted} does not start here: ${stderr.trim()}` }
}

/**
 * How each manager adds a package, refusing one that is not for the Node it runs on; yarn does so without being told. Without a
 * network, as nothing is to be had from there.
 */
const managers = {
  npm: tarball => [
    join(here, 'node_modules/npm/bin/npm-cli.js'),
    'install',
    '--engine-strict',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--offline',
    tarball,
  ],
  yarn: tarball => [
    join(here, 'node_modules/yarn/bin/yarn.js'),
    'add',
    '--non-interactive',
    '--no-progress',
    '--offline',
    `file:${tarball}`,
  ],
  pnpm: tarball => [
    join(here, 'node_modules/pnpm/bin/pnpm.cjs'),
    'add',
    '--engine-strict',
    '--offline',
    '--store-dir',
    join(work, 'pnpm'),
    tarball,
  ],
}

const newProject = name => {
  const folder = join(work, name)
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'newcomer', version: '1.0.0', private: true, license: 'MIT' }),
  )
  copyFileSync(join(here, 'exercise.cjs'), join(folder, 'exercise.cjs'))
  const program =
    'exercise(mock).then(said => console.log(said), error => { console.error(error); process.exitCode = 1 })\n'
  writeFileSync(
    join(folder, 'use.cjs'),
    `const mock = require('groq-mock')\nconst exercise = require('./exercise.cjs')\n${program}`,
  )
  writeFileSync(
    join(folder, 'use.mjs'),
    `import { startMock, ScenarioError, UsageError } from 'groq-mock'\nimport exercise from './exercise.cjs'\nconst mock = { startMock, ScenarioError, UsageError }\n${program}`,
  )
  return folder
}

/** Adds the package to a new project; what a manager says that has the word in it is a warning. */
const install = async (manager, node, tarball, folder) => {
  const env = {
    PATH: `${node.bin}${delimiter}${environment.PATH}`,
    // settings of this machine are not ours to be warned of
    NPM_CONFIG_USERCONFIG: join(work, 'npmrc'),
    YARN_CACHE_FOLDER: join(work, `yarn-${node.version}`),
    // what Node says of a manager is not about us
    NODE_NO_WARNINGS: '1',
    CI: 'true',
  }
  const result = await ran(join(node.bin, 'node'), managers[manager](tarball), { cwd: folder, env })
  if (result.code !== 0) return `exit code ${result.code}\n    ${lastLines(result)}`
  return `${result.stdout}\n${result.stderr}`.split('\n').find(line => /warn/i.test(line)) ?? null
}

const post = (url, headers) =>
  fetch(`${url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }] }),
  })

/** Starts the program as a user does, asks it twice, and ends it; what was wrong. */
const served = (node, folder) =>
  new Promise(resolve => {
    const env = { ...environment, PATH: `${node.bin}${delimiter}${environment.PATH}` }
    const child = spawn(join(folder, 'node_modules/.bin/groq-mock'), ['--port', '0'], { cwd: folder, env })
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS)
    let [stdout, stderr, wrong, isAsked] = ['', '', null, false]
    const ask = async url => {
      const statuses = [(await post(url)).status, (await post(url, { 'x-mock-status': '498' })).status]
      if (statuses.join() !== '200,498') wrong = `answered with ${statuses}`
    }
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text
      const [, url] = /listens on (http:\S+) /.exec(stdout) ?? []
      if (!url || isAsked) return
      isAsked = true
      ask(url)
        .catch(error => {
          wrong = String(error)
        })
        .finally(() => child.kill('SIGTERM'))
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text
    })
    child.on('error', error => resolve(error.message))
    child.on('close', code => {
      clearTimeout(timer)
      if (!isAsked) resolve(`it never listened, exit code ${code}\n    ${lastLines({ stdout, stderr })}`)
      else resolve(wrong ?? (code === 0 && stderr === '' ? null : `exit code ${code}: ${stderr}`))
    })
  })

const tryOn = async (manager, node, tarball) => {
  const title = `${manager}, Node ${node.version}`
  const folder = newProject(`${manager}-${node.version}`)
  const wrong = await install(manager, node, tarball, folder)
  note(`${title}: installs without a warning, and without a network`, wrong)
  if (!existsSync(join(folder, 'node_modules/groq-mock'))) return
  const env = { PATH: `${node.bin}${delimiter}${environment.PATH}` }
  const program = join(folder, 'node_modules/.bin/groq-mock')
  note(`${title}: --version`, wrongWith(await ran(program, ['--version'], { cwd: folder, env }), version))
  note(`${title}: answers, injects, and ends`, await served(node, folder))
  for (const [way, file] of [
    ['import', 'use.mjs'],
    ['require', 'use.cjs'],
  ])
    note(`${title}: ${way}`, wrongWith(await ran(join(node.bin, 'node'), [file], { cwd: folder, env }), EXPECTED))
}

const end = () => {
  for (const line of skipped) print(`skipped: installs: ${line}`)
  print(`installs: ${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

const tools = await ran('npm', [
  'ci',
  '--prefix',
  here,
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--engine-strict=false',
])
if (tools.code !== 0) {
  print(
    `skipped: installs: npm ci of the package managers failed (${/^npm error code (\S+)/m.exec(tools.stderr)?.[1] ?? tools.code})`,
  )
  process.exit(0)
}
writeFileSync(join(work, 'npmrc'), '')
const packed = await ran('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', work], { cwd: root })
if (packed.code !== 0) throw new Error(`npm pack failed: ${packed.stderr}`)
const tarball = join(work, packed.stdout.trim())

for (const [at, wanted] of NODES.entries()) {
  const node = await fetchNode(wanted)
  if (node.why) {
    skipped.push(node.why)
    continue
  }
  const names = Object.keys(managers)
  const chosen = isQuick ? [names[at % names.length]] : names
  await Promise.all(chosen.map(manager => tryOn(manager, node, tarball)))
}
for (const [claim, judge] of projects({
  here,
  root,
  tarball,
  newProject,
  install,
  ran,
  wrongWith,
  lastLines,
  EXPECTED,
}))
  note(claim, await judge())
end()
