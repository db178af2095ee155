import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { version } from '#src/version'
import { main, serveHere } from './helpers/cli.ts'
import { freePort } from './helpers/free-port.ts'

const text = (file: string): string => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
const dockerfile = text('Dockerfile')
/** The health check as a shell gets it. */
const check = /^HEALTHCHECK .*\bCMD \\\n((?:.*\\\n)*.*)$/m.exec(dockerfile)?.[1] ?? ''

const ran = async (shell: string, port: string): Promise<number> => {
  const child = spawn(shell, ['-c', check], { env: { PATH: process.env.PATH, GROQ_MOCK_PORT: port }, stdio: 'ignore' })
  const [code] = await once(child, 'exit')
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

t.test('the health check starts no Node, and tells a server that answers from none', async t => {
  t.ok(check)
  t.notMatch(check, /\bnode\b/)
  const { url } = await serveHere(t)
  t.equal(await ran('sh', new URL(url).port), 0)
  t.not(await ran('sh', String(await freePort())), 0)
  const isClosed = await serveHere(t, ['--no-control'])
  t.equal(await ran('sh', new URL(isClosed.url).port), 0, 'without the control API too')
})

t.test(
  'the image takes a command with and without its name, and flags alone; its shell makes way for node',
  async t => {
    const [shell, flag, script, ...named] = JSON.parse(/^ENTRYPOINT (.*)$/m.exec(dockerfile)?.[1] ?? '[]')
    t.same([shell, flag], ['sh', '-c'])
    const here = script.replace('/app/dist/main.js', main)
    const said = (...args: string[]) => execFileSync(shell, [flag, here, ...named, ...args], { encoding: 'utf8' })
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
