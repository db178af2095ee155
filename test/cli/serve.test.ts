import { createServer } from 'node:net'
import t, { type Test } from 'tap'
import { Library } from '#src/scenario/library'
import { type Ran, run, serve, serveHere, spawned, start } from '../helpers/cli.ts'

const GOOD = 'about: All is well.\n'
const LIMITED = 'about: Always 429.\nrules:\n  - name: always\n    error: 429\n'
const STACK = /^ +at /m

const refusesToStart = ({ code, stdout, stderr }: Ran, t: Test, ...says: readonly (string | RegExp)[]): void => {
  t.equal(code, 2)
  t.equal(stdout, '', 'nothing says that it is ready')
  t.notMatch(stderr, STACK)
  for (const part of says) t.match(stderr, part)
}

const occupied = async (t: Test): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  t.teardown(() => {
    server.close()
  })
  return (server.address() as { port: number }).port
}

const ready = async (url: string) => (await (await fetch(`${url}/__mock/ready`)).json()) as { scenario: string }
const models = (url: string, path = ''): Promise<Response> => fetch(`${url}${path}/openai/v1/models`)

t.test('a port in use ends it with one line that says what to do', async t => {
  const port = await occupied(t)
  const ran = await spawned(t, ['serve', '--port', String(port)])
  refusesToStart(ran, t, `Port ${port} of 127.0.0.1 is in use`, '--port 0')
  t.equal(ran.stderr.trimEnd().split('\n').length, 1)
})

t.test('a folder of scenarios that can not be read ends it, with the folder and the reason', async t => {
  const folder = t.testdir({ 'a.yaml': GOOD })
  const rows = [
    [`${folder}/none`, 'there is no such file or folder'],
    [`${folder}/a.yaml`, 'it is a file, not a folder'],
  ] as const
  for (const [path, reason] of rows) {
    refusesToStart(await run(['--scenarios', path]), t, `${path}: ${reason}`)
    refusesToStart(await run(['--port', '0'], { GROQ_MOCK_SCENARIOS: `${folder}:${path}` }), t, path, reason)
  }
})

t.test('two files of one name in a folder end it', async t => {
  const folder = t.testdir({ 'a.yaml': GOOD, 'a.yml': GOOD })
  refusesToStart(await run(['--scenarios', folder]), t, `${folder}/a.yml:1:1: error:`, 'named "a"', 'rename one')
})

t.test('files that do not load end it with all that is wrong in all of them', async t => {
  const folder = t.testdir({
    'a.yaml': 'about: A test.\nrulez: []\n',
    'b.yaml': `${LIMITED}    tims: 2\n`,
    'c d.yaml': GOOD,
    'good.yaml': GOOD,
  })
  const all = [`${folder}/a.yaml:2:1: error: "rulez"`, `${folder}/b.yaml:5:5: error: "tims"`, `"c d" can't be the name`]
  refusesToStart(await run(['--scenarios', folder]), t, ...all)
  refusesToStart(await run(['--scenario', `${folder}/a.yaml`]), t, all[0] ?? '', 'Did you mean "rules"?')
})

t.test('a scenario that there is not ends it, with the nearest and a list of some', async t => {
  const { stderr, ...rest } = await run(['--scenario', 'rate-limted'])
  refusesToStart({ stderr, ...rest }, t, 'no scenario "rate-limted"', 'Did you mean "rate-limited"?')
  t.match(stderr, 'There are: rate-limited, ')
  t.match(stderr, `and ${new Library().names().length - 20} more.`)
  refusesToStart(await run([], { GROQ_MOCK_SCENARIO: 'zzzzzzzz' }), t, 'no scenario "zzzzzzzz"', ' more.')
  refusesToStart(await run(['--scenario', './none.yaml']), t, './none.yaml:1:1: error: there is no such file')
})

t.test('an address that is not of this machine ends it with one line', async t => {
  const ran = await run(['--host', '203.0.113.1', '--port', '0'])
  refusesToStart(ran, t, '203.0.113.1', '127.0.0.1 or 0.0.0.0')
})

t.test('--port 0 takes a free port, and the ready line is all that one needs to copy', async t => {
  const { url, readyLine, stderr } = await serve(t)
  const said = JSON.parse(readyLine).msg as string
  t.match(url, /^http:\/\/127\.0\.0\.1:\d+$/)
  t.not(new URL(url).port, '0')
  for (const part of [
    `listens on ${url} `,
    `scenario steady-state (of ${new Library().names().length})`,
    `control API at ${url}/__mock (open)`,
    `GROQ_BASE_URL=${url} `,
    `OPENAI_BASE_URL=${url}/openai/v1`,
  ])
    t.match(said, part)
  t.equal((await models(url)).status, 200)
  t.equal(stderr(), '')
})

t.test('serve is the command where none is said', async t => {
  const { printed } = start(t, ['--port', '0', '--log-format', 'text'])
  const [line = ''] = await printed(/.*listens on.*/)
  t.match(line, 'with scenario steady-state')
})

t.test('what is to be copied is at the address that it advertises, and a bad one ends it', async t => {
  const { url, readyLine } = await serveHere(t, ['--advertise', 'http://mock-1:4010/'])
  t.match(readyLine, `listens on ${url} `)
  for (const part of [
    'control API at http://mock-1:4010/__mock (open)',
    'GROQ_BASE_URL=http://mock-1:4010 ',
    'OPENAI_BASE_URL=http://mock-1:4010/openai/v1',
  ])
    t.match(readyLine, part)
  refusesToStart(await run(['--advertise', 'mock-1:4010']), t, '--advertise is "mock-1:4010"', 'http://mock-1:4010')
  refusesToStart(await run([], { GROQ_MOCK_ADVERTISE: 'mock-1' }), t, 'GROQ_MOCK_ADVERTISE is "mock-1"')
})

t.test('the ready line says whether the control API is open', async t => {
  const rows: readonly (readonly [args: readonly string[], says: string])[] = [
    [['--control-token', 'hush-hush'], '(needs its token)'],
    [['--no-control'], '(off)'],
    [['--host', '0.0.0.0'], '(closed: GROQ_MOCK_CONTROL_TOKEN or --control-token opens it'],
    [['--host', '0.0.0.0'], 'GROQ_MOCK_CONTROL_OPEN=1 or --control-open'],
    [['--host', '0.0.0.0', '--control-open'], '(open)'],
  ]
  for (const [args, says] of rows) {
    const { url, readyLine } = await serveHere(t, args)
    t.match(readyLine, says, args.join(' '))
    t.match(url, 'http://127.0.0.1:', 'an address that can be asked')
    t.notMatch(readyLine, 'hush', 'the token stays where it is')
    t.equal((await fetch(`${url}/__mock/health`)).status, 200)
  }
})

t.test('on all addresses, the ready line does not claim to know at which one clients reach it', async t => {
  for (const host of ['0.0.0.0', '::']) {
    const { url, readyLine } = await serveHere(t, ['--host', host])
    const { msg, ...fields } = JSON.parse(readyLine)
    const port = Number(new URL(url).port)
    t.match(fields, { url: `http://127.0.0.1:${port}`, port }, 'for who is on this machine')
    for (const part of [
      `listens on http://<host>:${port}, on all addresses (${host}), with scenario`,
      `control API at http://<host>:${port}/__mock (closed`,
      `GROQ_BASE_URL=http://<host>:${port} OPENAI_BASE_URL=http://<host>:${port}/openai/v1`,
    ])
      t.match(msg, part)
  }
  const { readyLine } = await serveHere(t, ['--host', '0.0.0.0', '--advertise', 'http://mock:4010'])
  t.match(JSON.parse(readyLine), { url: 'http://mock:4010', msg: 'GROQ_BASE_URL=http://mock:4010 ' })
})

t.test('a scenario can be a file, and its folder can be added', async t => {
  const folder = t.testdir({ 'mine.yaml': LIMITED, more: { 'other.yaml': LIMITED, 'mine.yml': GOOD } })
  const file = await serveHere(t, ['--scenario', `${folder}/mine.yaml`])
  t.match(file.readyLine, 'scenario mine ')
  t.equal((await models(file.url)).status, 429)
  t.equal((await ready(file.url)).scenario, 'mine', 'ready says the name of what is served')

  const both = await serveHere(t, ['--scenarios', folder, '--scenarios', `${folder}/more`, '--scenario', 'mine'])
  t.equal((await models(both.url)).status, 200, 'the later folder wins')
  t.equal((await models(both.url, '/scenario/other')).status, 429)
  t.equal((await models(both.url, '/scenario/steady-state')).status, 200, 'the shipped ones are still there')

  const variables = await serveHere(t, [], {
    GROQ_MOCK_SCENARIOS: `${folder}/more:${folder}`,
    GROQ_MOCK_SCENARIO: 'mine',
  })
  t.equal((await models(variables.url)).status, 429, 'in the variable too')
})

t.test('the addresses of the ready line lead to the server', async t => {
  for (const host of ['127.0.0.1', 'localhost', '0.0.0.0']) {
    const { url } = await serveHere(t, ['--host', host])
    t.equal((await models(url)).status, 200, host)
  }
})

t.test('what the environment says and nobody reads is warned of', async t => {
  const { printed, url } = await serveHere(t, [], {
    GROQ_MOCK_PORT: 'tcp://10.0.0.7:4010',
    GROQ_MOCK_PORT_4010_TCP: 'tcp://10.0.0.7:4010',
    GROQ_MOCK_SERVICE_HOST: '10.0.0.7',
    GROQ_MOCK_SEEED: '3',
  })
  t.equal((await models(url)).status, 200)
  const [lines] = await printed(/^[\s\S]*listens on/)
  const warnings = lines
    .split('\n')
    .filter(line => line.includes('"level":40'))
    .map(line => JSON.parse(line).msg as string)
  t.equal(warnings.length, 2)
  t.match(warnings[0], 'GROQ_MOCK_PORT=tcp://10.0.0.7:4010')
  t.match(warnings[1], 'did you mean GROQ_MOCK_SEED?')
})

t.test('settings reach the answers: the headers of the mock, the seed', async t => {
  const plain = await serveHere(t, ['--no-mock-headers', '--seed', '41'])
  const bare = await models(plain.url)
  t.same(
    [...bare.headers.keys()].filter(name => name.startsWith('x-mock')),
    [],
  )
  const { sessions } = (await (await fetch(`${plain.url}/__mock/sessions`)).json()) as { sessions: { seed: number }[] }
  t.equal(sessions[0]?.seed, 41)
})
