import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import t from 'tap'
import { parse } from 'yaml'
import { drillFlags } from '#src/cli/drill'
import { verdictFlags } from '#src/cli/verdict'
import { readArguments, readEnvironment } from '#src/flags'
import { Library } from '#src/scenario/library'
import { serveFlags } from '#src/settings'
import { spawned } from './helpers/cli.ts'
import { fetchingNode } from './helpers/fetching-node.ts'
import { printout } from './helpers/printout.ts'

const text = (file: string): string => readFileSync(new URL(`../examples/${file}`, import.meta.url), 'utf8')

const { services } = parse(text('compose-verdict/compose.yaml'), { merge: true })
/** What a variable of a compose file is where nobody sets it. */
const plain = (value: string): string => value.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')

t.test('mock, client and verdict are services that follow each other, without privileges', async t => {
  t.same(Object.keys(services), ['mock', 'client', 'verdict'])
  t.match(services.client.depends_on, { mock: { condition: 'service_healthy' } })
  t.match(services.verdict.depends_on, { client: { condition: 'service_completed_successfully' } })
  for (const [name, service] of Object.entries(services))
    t.match(service, { read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] }, name)
  t.equal(services.mock.image, services.verdict.image)
  t.match(services.client.volumes, [/^\.\/client\.mjs:\/client\.mjs:ro$/])
  t.match(services.client.command[2], /^node \/client\.mjs \|\| /)
})

t.test('what the services are told, groq-mock understands', async t => {
  const { mock, verdict, client } = services
  const [command, ...args] = verdict.command
  t.equal(command, 'verdict')
  t.match(readArguments(args, verdictFlags), { said: { url: ['http://mock:4010'] }, words: [] })
  t.equal(client.environment.GROQ_BASE_URL, 'http://mock:4010', 'one that verdict asks about')
  const said = readEnvironment(
    Object.fromEntries(Object.entries<string>(mock.environment).map(([name, value]) => [name, plain(value)])),
    serveFlags,
  )
  t.ok(new Library().names().includes(said.scenario ?? ''))
  t.equal(said['control-token'], verdict.environment.GROQ_MOCK_CONTROL_TOKEN)
})

t.test('the client of the example passes, and fails where it is told to be hasty', async t => {
  const script = new URL('../examples/compose-verdict/client.mjs', import.meta.url).pathname
  const drilled = (kind: string) =>
    spawned(t, ['drill', '--scenarios', 'rate-limited', '--', 'env', `CLIENT=${kind}`, ...fetchingNode, script])
  t.match(await drilled('obedient'), { code: 0 })
  t.match(await drilled('hasty'), { stdout: /retry-after-ignored/ })
})

t.test(
  'the services of the example for several servers are told what groq-mock understands, and who is where',
  async t => {
    const { services } = parse(text('scale/compose.yaml'), { merge: true })
    const { balancer, ...mocks } = services
    t.same(Object.keys(mocks), ['mock-1', 'mock-2'])
    for (const [name, { environment, ports, ...mock }] of Object.entries<typeof services.balancer>(mocks)) {
      const said = readEnvironment(environment, serveFlags)
      t.same(Object.keys(said).sort(), ['advertise', 'control-open'], name)
      t.same(ports, [`${said.advertise?.replace('http://', '')}:4010`], 'its own address is the one that is published')
      t.match(mock, { read_only: true, cap_drop: ['ALL'] })
      t.match(balancer.depends_on[name], { condition: 'service_healthy' })
      t.ok(Object.values(balancer.environment).includes(`${name}:4010`))
    }
    const wanted = [...text('scale/haproxy.cfg').matchAll(/"\$\{(\w+)\}"/g)].map(([, name]) => name)
    t.same(Object.keys(balancer.environment).sort(), wanted.sort())
  },
)

t.test('the mock of the example for TLS has the name of Groq and a CA that its client reads', async t => {
  const { services, volumes } = parse(text('tls/compose.yaml'), { merge: true })
  t.same(Object.keys(services), ['api.groq.com', 'client'])
  const { 'api.groq.com': mock, client } = services
  for (const [name, service] of Object.entries(services))
    t.match(service, { read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] }, name)
  t.match(client.depends_on, { 'api.groq.com': { condition: 'service_healthy' } })
  const said = readEnvironment(
    Object.fromEntries(Object.entries<string>(mock.environment).map(([name, value]) => [name, plain(value)])),
    serveFlags,
  )
  t.match(said, { tls: true, port: 443, 'tls-ca': client.environment.NODE_EXTRA_CA_CERTS })
  t.ok(new Library().names().includes(said.scenario ?? ''))
  t.notOk(mock.healthcheck, 'that of the image speaks TLS where the server does')
  const [volume] = Object.keys(volumes)
  t.same([mock.volumes[0], client.volumes[1]], [`${volume}:/tls`, `${volume}:/tls:ro`])
  t.match(client.volumes[0], /^\.\/client\.mjs:/)
  t.notMatch(text('tls/client.mjs'), /baseURL:|BASE_URL/, 'nobody tells the client an address')
})

t.test('where there is no balancer, trying several servers says what to install', async t => {
  const child = spawn(process.execPath, [new URL('../examples/scale/try.mjs', import.meta.url).pathname], {
    env: { PATH: '' },
  })
  const said = printout()
  child.stderr.setEncoding('utf8').on('data', said.add)
  const [code] = await once(child, 'close')
  t.equal(code, 2)
  t.match(said.text(), /^This can't be tried: there is no haproxy here: apt-get install haproxy/)
})

const workflow = parse(text('github-actions/drill.yml'))
const steps: readonly Readonly<Record<string, unknown>>[] = workflow.jobs?.drill?.steps ?? []

t.test('the workflow has what GitHub asks for, and nothing that it does not know', async t => {
  const unknown = (value: object, known: readonly string[]) => Object.keys(value).filter(key => !known.includes(key))
  t.same(unknown(workflow, ['name', 'on', 'permissions', 'jobs']), [])
  t.same(workflow.on, { pull_request: null, push: { branches: ['main'] } })
  t.same(workflow.permissions, { contents: 'read' })
  t.same(unknown(workflow.jobs.drill, ['runs-on', 'timeout-minutes', 'steps']), [])
  t.ok(steps.length > 4)
  for (const step of steps) {
    t.same(unknown(step, ['name', 'if', 'uses', 'with', 'run']), [])
    t.not('uses' in step, 'run' in step, 'a step does one thing')
    if ('uses' in step) t.match(step.uses, /^actions\/[a-z-]+@v\d+$/)
  }
})

t.test('what the drill found is shown and kept where it fails too', async t => {
  const at = steps.findIndex(({ run }) => String(run).includes('groq-mock drill'))
  t.notMatch(steps[at], { if: String })
  const later = steps.slice(at + 1)
  t.equal(later.length, 2)
  for (const step of later) t.equal(step.if, 'always()')
  const words = String(steps[at]?.run).split(' ')
  t.same(words.slice(0, 3), ['npx', 'groq-mock', 'drill'])
  const { said } = readArguments(words.slice(3, words.indexOf('--')), drillFlags)
  t.ok(words.indexOf('--') < words.length - 1, 'a command stands behind the hyphens')
  t.match(later[0]?.run, new RegExp(`cat ${said.out}/report\\.md >> "\\$GITHUB_STEP_SUMMARY"`))
  t.match(later[1]?.with, { path: said.out })
})

t.test('what the recipes for Testcontainers tell the container, groq-mock understands', async t => {
  for (const file of [
    'testcontainers-node/groq-mock.mjs',
    'testcontainers-python/conftest.py',
    'testcontainers-go/groqmock_test.go',
    'testcontainers-java/src/test/java/groqmock/GroqMock.java',
  ]) {
    const recipe = text(file)
    const told = [...recipe.matchAll(/['"]?(GROQ_MOCK_[A-Z_]+)['"]?(?:: |", )['"](\w+)['"]/g)].filter(
      ([, name]) => name !== 'GROQ_MOCK_IMAGE',
    )
    t.equal(told.length, 1, file)
    const said = readEnvironment(Object.fromEntries(told.map(([, name = '', value]) => [name, value])), serveFlags)
    t.same(said, { 'control-open': true }, file)
    t.match(recipe, '/__mock/ready', file)
    t.match(recipe, '4010', file)
  }
})
