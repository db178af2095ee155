import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { temporaryFile } from '../samples.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const modules = join(here, 'node_modules')
const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))

/** Where most of them have their chat completions. */
const PATH = '/v1/chat/completions'
/** How to get the peers, which no install of groq-mock brings. */
const INSTALL = 'not installed: `npm run bench:peers` installs it into bench/peers/node_modules'
const ONE_WRITE = 'sends its 50 events in one write'

const file = value => temporaryFile(JSON.stringify(value))

/** What is to be answered, in the forms in which peers want to be told. */
const answerOf = (kind, text) => ({
  kind,
  text,
  status: kind === '429' ? 429 : 200,
  contentType: kind === 'stream' ? 'text/event-stream' : 'application/json',
  /** The text of the model where a peer makes the rest itself. */
  content: kind === '200' ? JSON.parse(text).choices[0].message.content : '',
})

/** A text of which a peer makes so many events of five characters; it adds what an answer begins and ends with. */
const textOfEvents = count => 'word '.repeat(count)

const aimock = ({ kind, text, content: whole }) => {
  const content = kind === 'stream' ? textOfEvents(47) : whole
  const response = kind === '429' ? { ...JSON.parse(text), status: 429 } : { content }
  const fixtures = file({ fixtures: [{ match: { endpoint: 'chat' }, response }] })
  const cli = join(modules, '@copilotkit/aimock/dist/cli.js')
  return {
    args: port => [cli, '-p', String(port), '-f', fixtures, '--chunk-size', '5', '--log-level', 'silent'],
  }
}

const mockLlm = ({ kind, status, text }) => {
  const completion = { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'openai/gpt-oss-20b' }
  const message = { role: 'assistant', content: textOfEvents(49) }
  const streamed = JSON.stringify({ ...completion, choices: [{ index: 0, message, finish_reason: 'stop' }] })
  const config = file({
    streaming: { chunkSize: 5, chunkIntervalMs: 0 },
    rules: [{ path: PATH, match: '@', response: { status, content: kind === 'stream' ? streamed : text } }],
  })
  const main = join(modules, '@dwmkerr/mock-llm/dist/main.js')
  return { args: () => [main, '--config', config], env: port => ({ HOST: '127.0.0.1', PORT: String(port) }) }
}

const mockoon = ({ kind, status, text, contentType }) => {
  const wanted = { target: 'header', modifier: 'x-mock-status', value: '429', operator: 'equals', invert: false }
  const uuid = n => `00000000-0000-4000-8000-00000000000${n}`
  const response = {
    uuid: uuid(1),
    body: text,
    latency: 0,
    statusCode: status,
    label: '',
    headers: [{ key: 'content-type', value: contentType }],
    bodyType: 'INLINE',
    filePath: '',
    databucketID: '',
    sendFileAsBody: false,
    rules: kind === '429' ? [wanted] : [],
    rulesOperator: 'OR',
    disableTemplating: true,
    fallbackTo404: false,
    default: true,
    crudKey: 'id',
    callbacks: [],
  }
  const route = {
    uuid: uuid(2),
    type: 'http',
    documentation: '',
    method: 'post',
    endpoint: PATH.slice(1),
    responses: [response],
    responseMode: null,
    streamingMode: null,
    streamingInterval: 0,
  }
  const environment = file({
    uuid: uuid(3),
    lastMigration: 33,
    name: 'bench',
    endpointPrefix: '',
    latency: 0,
    port: 3000,
    hostname: '127.0.0.1',
    folders: [],
    routes: [route],
    rootChildren: [{ type: 'route', uuid: route.uuid }],
    proxyMode: false,
    proxyHost: '',
    proxyRemovePrefix: false,
    tlsOptions: { enabled: false },
    cors: false,
    headers: [],
    proxyReqHeaders: [],
    proxyResHeaders: [],
    data: [],
    callbacks: [],
  })
  const cli = join(modules, '@mockoon/cli/bin/run.js')
  const quiet = ['--disable-log-to-file', '--disable-admin-api', '--repair']
  return { args: port => [cli, 'start', '-d', environment, '-p', String(port), '-l', '127.0.0.1', ...quiet] }
}

const mockttp = ({ kind, status, text, contentType }) => {
  const wanted = kind === '429' ? { 'x-mock-status': '429' } : null
  // it sends neither a length nor chunks by itself, and then has to close each connection
  const headers = { 'content-type': contentType, 'content-length': String(Buffer.byteLength(text)) }
  const answer = file({ status, text, wanted, headers })
  return { args: port => [join(here, 'mockttp.mjs'), answer, String(port)] }
}

const wiremock = ({ kind, status, text, contentType }) => {
  const folder = join(dirname(temporaryFile('')), `wiremock-${kind}`)
  mkdirSync(join(folder, 'mappings'), { recursive: true })
  const headers = kind === '429' ? { headers: { 'x-mock-status': { equalTo: '429' } } } : {}
  const stub = {
    request: { method: 'POST', urlPath: PATH, ...headers },
    response: { status, headers: { 'content-type': contentType }, body: text },
  }
  writeFileSync(join(folder, 'mappings/chat.json'), JSON.stringify(stub))
  const build = join(modules, 'wiremock/build')
  const jar = join(build, readdirSync(build).find(name => name.endsWith('.jar')) ?? '')
  const bounded = ['--disable-banner', '--max-request-journal-entries', '10000']
  return {
    command: ['java'],
    args: port => [
      '-jar',
      jar,
      '--port',
      String(port),
      '--bind-address',
      '127.0.0.1',
      '--root-dir',
      folder,
      ...bounded,
    ],
  }
}

const hasJava = () => spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0

/** The peers, by the names of their packages: how they are set up, and what there is to say of their streams. */
const peers = {
  '@copilotkit/aimock': { programOf: aimock },
  '@dwmkerr/mock-llm': { programOf: mockLlm },
  '@mockoon/cli': { programOf: mockoon, streamNote: ONE_WRITE },
  mockttp: { programOf: mockttp, streamNote: ONE_WRITE },
  wiremock: {
    programOf: wiremock,
    streamNote: ONE_WRITE,
    needs: hasJava,
    without: 'needs Java, and there is none here',
  },
}

/** The names of the peers with their versions. */
export const peerVersions = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`)

/**
 * The peers, set up to answer like the mock: `kind` is `200`, `429` or `stream`, `text` the body of an answer of the mock. What
 * can't be had here has no program, and a note that says why. Nothing where a case has nothing like it elsewhere.
 */
export const peersFor = (kind, text) => {
  if (!kind) return []
  const answer = answerOf(kind, text)
  return Object.entries(peers).map(([name, { programOf, streamNote, needs, without }]) => {
    if (!existsSync(join(modules, name))) return { name, program: null, note: INSTALL }
    if (needs && !needs()) return { name, program: null, note: without }
    const note = kind === 'stream' ? streamNote : undefined
    return { name, path: PATH, program: { name, ...programOf(answer) }, note }
  })
}
