import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { version } from '#src/version'
import { withoutForeign } from './helpers/children.ts'
import { main, root, serveHere } from './helpers/cli.ts'
import { freePort } from './helpers/free-port.ts'

const text = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
const dockerfile = text('Dockerfile')

/** How the health check ends in a container with these variables, whose server was started with these flags. */
const checked = async (variables: Readonly<Record<string, string>>, flags: readonly string[] = []): Promise<number> => {
  const [shell = '', script = ''] = JSON.parse(/^HEALTHCHECK .* CMD (.*)$/m.exec(dockerfile)?.[1] ?? '[]')
  const commandLine = join(mkdtempSync(join(tmpdir(), 'groq-mock-check-')), 'cmdline')
  writeFileSync(commandLine, ['node', '/app/dist/main.js', ...flags].map(word => `${word}\0`).join(''))
  const child = spawn(shell, [script.replace('/app', root), commandLine], {
    env: { PATH: process.env.PATH, ...variables },
    stdio: 'ignore',
  })
  const [code] = await once(child, 'exit')
  rmSync(dirname(commandLine), { recursive: true })
  return code
}

t.test('images run as a user that is told by number, and is not root', async t => {
  for (const file of ['Dockerfile', 'examples/compose-test/Dockerfile'])
    t.match(
      text(file)
        .match(/^USER .*$/gm)
        ?.at(-1),
      /^USER [1-9]\d*:[1-9]\d*$/,
      file,
    )
})

t.test('the health check tells a server that answers from none, wherever its port was said', async t => {
  const { port } = new URL((await serveHere(t)).url)
  const none = String(await freePort())
  t.equal(await checked({ GROQ_MOCK_PORT: port }), 0)
  t.not(await checked({ GROQ_MOCK_PORT: none }), 0)
  t.equal(await checked({ GROQ_MOCK_PORT: none }, ['--port', port, '--seed', '3']), 0)
  t.equal(await checked({ GROQ_MOCK_PORT: 'tcp://10.0.0.7:4010' }, [`--port=${port}`]), 0)
  t.not(await checked({ GROQ_MOCK_PORT: port }, ['--port', none]), 0)
  const isClosed = new URL((await serveHere(t, ['--no-control'])).url)
  t.equal(await checked({ GROQ_MOCK_PORT: isClosed.port }), 0, 'without the control API too')
})

t.test('it speaks TLS where the server does, by flag or by variable', async t => {
  const { port } = new URL((await serveHere(t, ['--tls'])).url)
  t.equal(await checked({ GROQ_MOCK_PORT: port, GROQ_MOCK_TLS: 'True' }), 0)
  t.equal(await checked({ GROQ_MOCK_PORT: port }, ['--tls']), 0)
  t.equal(await checked({}, ['--tls-cert', '/cert.pem', '--tls-key', '/key.pem', '--port', port]), 0)
  t.equal(await checked({ GROQ_MOCK_TLS_CERT: '/cert.pem', GROQ_MOCK_PORT: port }), 0)
  t.not(await checked({ GROQ_MOCK_PORT: port }), 0, 'plain HTTP is no answer there')
  t.not(await checked({ GROQ_MOCK_PORT: port, GROQ_MOCK_TLS: 'false' }), 0)
  t.not(await checked({ GROQ_MOCK_PORT: port, GROQ_MOCK_TLS: '1' }, ['--no-tls']), 0)
  t.not(await checked({ GROQ_MOCK_PORT: String(await freePort()) }, ['--tls']), 0)
})

t.test('for plain HTTP it starts no Node', async t => {
  const folder = t.testdir({ node: '#!/bin/sh\nexit 9\n' })
  chmodSync(join(folder, 'node'), 0o755)
  const PATH = `${folder}${delimiter}${process.env.PATH}`
  const { port } = new URL((await serveHere(t)).url)
  t.equal(await checked({ PATH, GROQ_MOCK_PORT: port }), 0)
  t.equal(await checked({ PATH, GROQ_MOCK_PORT: port }, ['--tls']), 9)
})

t.test(
  'the image takes a command with and without its name, and flags alone; its shell makes way for node',
  async t => {
    const [shell, flag, script, ...named] = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(dockerfile)?.[1] ?? '[]')
    t.same([shell, flag], ['sh', '-c'])
    const here = script.replace('/app/dist/main.js', main)
    const env = withoutForeign(process.env)
    const said = (...args: string[]) => execFileSync(shell, [flag, here, ...named, ...args], { env, encoding: 'utf8' })
    t.equal(said('--version'), `${version}\n`)
    const errors = said('errors')
    t.match(errors, '498')
    t.equal(said('groq-mock', 'errors'), errors)
    t.match(said('serve', '--help'), 'groq-mock serve')
    t.match(script, /; exec node [^;]*$/)
  },
)

t.test('groq-mock is on the path of the image, which has nothing that installs', async t => {
  const [, lean = '', image = ''] = dockerfile.split(/^FROM .*\n(?=RUN rm|COPY --from=lean)/m)
  t.match(lean, 'ln -s /app/dist/main.js /usr/local/bin/groq-mock')
  for (const part of ['/usr/local/lib/node_modules', '/usr/local/bin/npm', '/opt/yarn']) t.match(lean, part)
  t.match(image, /^ENV PATH=\S*:?\/usr\/local\/bin:/m)
  t.notMatch(image, /npm (ci|install)/)
})

t.test('the image has all that its build is made of', async t => {
  const [, listed = ''] = /const configuration = \[([^\]]*)\]/.exec(text('build.mjs')) ?? []
  const files = [...listed.matchAll(/'([^']+)'/g)].map(([, name = '']) => name)
  t.ok(files.length > 6)
  const build = dockerfile.slice(0, dockerfile.indexOf('npm run build'))
  const copied = [...build.matchAll(/^COPY (.*) \S+$/gm)].flatMap(([, names = '']) => names.split(' '))
  t.strictSame(
    files.filter(name => !copied.includes(name)),
    [],
    'the Dockerfile copies it',
  )
  const allowed = text('.dockerignore').split('\n')
  t.strictSame(
    copied.filter(name => !allowed.includes(`!${name}`)),
    [],
    '.dockerignore lets it in',
  )
})

t.test('the image is built with the scenarios at hand, so that a server in it starts without YAML', async t => {
  const build = dockerfile.slice(0, dockerfile.indexOf('npm run build'))
  for (const inputs of ['src src', 'scenarios scenarios']) t.match(build, `\nCOPY ${inputs}\n`)
})

t.test('services of compose.yaml write no file and have no privileges', async t => {
  const { services } = parse(text('compose.yaml'), { merge: true })
  for (const name of ['mock', 'test'])
    t.match(services[name], { read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] }, name)
})

t.test(
  'a release has a list of what it depends on and asks whether that is sound; a check of a commit does not',
  async t => {
    t.match(text('.ci/release'), /^\{ npm audit --json .*\} \| node \.ci\/sound-audit\.mjs \|\| wrong /m)
    t.match(text('.ci/release'), /^npm sbom .*--sbom-format=cyclonedx/m)
    t.notMatch(text('.ci/run'), /npm audit/)
  },
)
