import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { connect } from 'node:tls'
import t from 'tap'
import { fakeClock, realClock } from '#src/clock/clock'
import { madeCertificate } from '#src/tls/made-certificate'
import { readPem } from '#src/tls/read-pem'
import { UsageError } from '#src/usage-error'
import { wireTable } from '../faults/wire-table.ts'
import { spawnNode } from '../helpers/children.ts'
import { root, serveHere } from '../helpers/cli.ts'
import { collect, openSocket, rawRequest } from '../helpers/mock.ts'

const certificate = await madeCertificate([], realClock.now())

const TABLE = /(?<=<!-- wire -->\n)[\s\S]*?(?=<!-- \/wire -->)/
const page = readFileSync(new URL('../../docs/faults.md', import.meta.url), 'utf8')
/** The rows of docs/faults.md without their times. */
const documented = (TABLE.exec(page)?.[0] ?? '')
  .split('\n')
  .filter(line => line.startsWith('| `'))
  .map(line => line.split(' | ').slice(0, -1).join(' | '))

t.test('every fault does below TLS what docs/faults.md says', async t => {
  const rows = await wireTable(t, certificate)
  t.same(
    rows.map(
      ({ fault, answer, seen, ended, journal }) => `| \`${fault}\` | ${answer} | ${seen} | ${ended} | ${journal}`,
    ),
    documented,
  )
})

/** Asks over TLS under a name, wherever that leads: as with a line in `hosts`. */
const askAs = async (host: string, port: number, path: string, ca: string) => {
  const asked = request({
    host,
    port,
    path,
    ca,
    headers: { 'x-mock-status': '429' },
    lookup: (_name, { all }, done) =>
      all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4),
  }).end()
  const [answer] = await once(asked, 'response')
  return { status: answer.statusCode, body: await text(answer) }
}

t.test(
  'a made certificate is for this machine, the host of Groq and what is advertised, and its CA stands in a file',
  async t => {
    const caFile = `${t.testdir({})}/ca.pem`
    const { url, stdout } = await serveHere(t, ['--tls', '--tls-ca', caFile, '--advertise', 'https://mock-1:4010'])
    t.match(url, /^https:/)
    t.match(stdout(), `NODE_EXTRA_CA_CERTS=${caFile} SSL_CERT_FILE=${caFile}`)
    const ca = readFileSync(caFile, 'utf8')
    t.match(ca, /^-----BEGIN CERTIFICATE-----/)
    t.notMatch(ca, 'PRIVATE')
    for (const host of ['localhost', '127.0.0.1', 'api.groq.com', 'mock-1']) {
      const { status, body } = await askAs(host, Number(new URL(url).port), '/openai/v1/models', ca)
      t.equal(status, 429, host)
      t.match(body, /"rate_limit_exceeded"/)
    }
    await t.rejects(askAs('example.com', Number(new URL(url).port), '/', ca), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
  },
)

t.test(
  'base URLs of sessions are those of the server, and a page of its own origin may ask the control API',
  async t => {
    const caFile = `${t.testdir({})}/ca.pem`
    const { url } = await serveHere(t, ['--tls', '--tls-ca', caFile])
    const ca = readFileSync(caFile, 'utf8')
    const { hostname, port, host } = new URL(url)
    const call = async (headers: object) => {
      const options = {
        host: hostname,
        port,
        path: '/__mock/sessions',
        method: 'POST',
        ca,
        headers: { host, ...headers },
      }
      const [answer] = await once(request(options).end(), 'response')
      return { status: answer.statusCode, body: JSON.parse(await text(answer)) }
    }
    const { status, body } = await call({ origin: url })
    t.equal(status, 201)
    t.ok(body.baseUrl.startsWith(`${url}/session/`), body.baseUrl)
    t.equal((await call({ origin: 'https://evil.example' })).status, 403)
  },
)

/** Resolves when a connection is over, however. */
const gone = (socket: Socket): Promise<void> =>
  new Promise(resolve => {
    socket.on('error', () => {}).once('close', () => resolve())
  })

t.test('plain HTTP where TLS is spoken, and the other way round, are answered and told in the log', async t => {
  const caFile = `${t.testdir({})}/ca.pem`
  const safe = await serveHere(t, ['--tls', '--tls-ca', caFile])
  for (let i = 0; i < 3; i += 1) {
    const socket = await openSocket(t, safe)
    socket.write(rawRequest('GET', '/openai/v1/models'))
    const { bytes, ended } = await collect(socket)
    t.match(bytes, /^HTTP\/1\.1 400 Bad Request\r\n[\s\S]*\r\n\r\nPlain HTTP was spoken on a port of HTTPS: .*\n$/)
    t.equal(ended, 'FIN')
  }
  await safe.printed(/a client spoke plain HTTP here, where TLS is spoken/)
  t.equal(safe.stdout().match(/spoke plain HTTP/g)?.length, 1, 'once')

  const plain = await serveHere(t)
  const { hostname, port } = new URL(plain.url)
  const shaking = connect({ host: hostname, port: Number(port), rejectUnauthorized: false })
  await gone(shaking)
  await plain.printed(/TLS was spoken here, where plain HTTP is: https:\/\/ in the URL should be http:\/\//)
})

/** What OpenSSL sends that does not know a CA, and what Go sends. */
const UNKNOWN_CA = Buffer.from([0x15, 3, 3, 0, 2, 2, 48])
const BAD_CERTIFICATE = Buffer.from([0x15, 3, 3, 0, 2, 2, 42])

/** How a client begins the handshake. */
const hello = await new Promise<Buffer>(resolve => {
  const socket = new Duplex({ read: () => {}, write: bytes => resolve(bytes) })
  connect({ socket }).on('error', () => {})
})

/** Says hello, and ends the handshake with this once the server has shown its certificate. */
const refuse = async (socket: Socket, alert: Buffer): Promise<void> => {
  const over = gone(socket)
  socket.write(hello)
  await once(socket, 'data')
  socket.resume().write(alert)
  await over
}

t.test('clients that do not trust the certificate are told of once, with what they are to set', async t => {
  const caFile = `${t.testdir({})}/ca.pem`
  const { stdout, printed, ...safe } = await serveHere(t, ['--tls', '--tls-ca', caFile])
  for (const alert of [UNKNOWN_CA, BAD_CERTIFICATE, UNKNOWN_CA]) await refuse(await openSocket(t, safe), alert)
  await printed(/does not trust/)
  const told = stdout()
    .split('\n')
    .filter(line => line.includes('does not trust'))
  t.equal(told.length, 1)
  t.equal(told[0]?.includes(`(alert unknown ca): it needs NODE_EXTRA_CA_CERTS=${caFile} SSL_CERT_FILE=${caFile}`), true)

  const left = await openSocket(t, safe)
  left.resetAndDestroy()
  await printed(/; where it does not trust the certificate of this server, it needs NODE_EXTRA_CA_CERTS=/)

  const folder = t.testdir({ 'cert.pem': certificate.cert, 'key.pem': certificate.key })
  const given = await serveHere(t, ['--tls-cert', `${folder}/cert.pem`, '--tls-key', `${folder}/key.pem`])
  await refuse(await openSocket(t, given), UNKNOWN_CA)
  await given.printed(/it needs the CA of .*cert\.pem in NODE_EXTRA_CA_CERTS or SSL_CERT_FILE/)
})

/** Certificates that can't be used, made for tests that began long ago or are still to come. */
const DAY_MS = 86_400_000
const expired = await madeCertificate([], realClock.now() - 400 * DAY_MS)
const future = await madeCertificate([], realClock.now() + 400 * DAY_MS)

t.test('a certificate that can not be used ends the start with one line and exit code 2', async t => {
  const folder = t.testdir({
    'cert.pem': certificate.cert,
    'key.pem': certificate.key,
    'old.pem': expired.cert,
    'old-key.pem': expired.key,
    'new.pem': future.cert,
    'new-key.pem': future.key,
    'text.pem': 'hello',
    'locked.pem': '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n',
    'huge.pem': 'x'.repeat(1024 ** 2 + 1),
    dir: {},
  })
  const given = (cert: string, key: string) => ['--tls-cert', `${folder}/${cert}`, '--tls-key', `${folder}/${key}`]
  const rows: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [given('none.pem', 'key.pem'), /--tls-cert .*none\.pem can't be read: there is no such file\./],
    [
      ['--tls-cert', '/dev/zero', '--tls-key', `${folder}/key.pem`],
      /--tls-cert .* can't be read: it is a device, not a/,
    ],
    [given('cert.pem', 'huge.pem'), /--tls-key .*huge\.pem can't be read: it has more than 1048576 bytes/],
    [given('dir', 'key.pem'), /--tls-cert .*dir can't be read: it is a folder, not a file\./],
    [given('cert.pem', 'none.pem'), /--tls-key .*none\.pem can't be read: there is no such file\./],
    [given('text.pem', 'key.pem'), /--tls-cert .*text\.pem holds no certificate in PEM/],
    [given('cert.pem', 'text.pem'), /--tls-key .*text\.pem holds no private key in PEM/],
    [given('cert.pem', 'locked.pem'), /--tls-key .*locked\.pem is encrypted; take off its passphrase/],
    [given('cert.pem', 'old-key.pem'), /is the key of another certificate than that of --tls-cert/],
    [given('old.pem', 'old-key.pem'), /old\.pem has expired: it was valid until .*\. Make a new one\./],
    [given('new.pem', 'new-key.pem'), /new\.pem is not valid yet: it begins with .*\. Look at the clock\./],
    [['--tls', '--tls-ca', `${folder}/none/ca.pem`], /--tls-ca .*ca\.pem can't be written: ENOENT/],
    [['--tls-ca', `${folder}/ca.pem`], /--tls-ca FILE does nothing without --tls/],
    [['--tls-cert', `${folder}/cert.pem`], /--tls-cert needs its key as well/],
    [['--tls-key', `${folder}/key.pem`], /--tls-key needs the certificate as well/],
    [[...given('cert.pem', 'key.pem'), '--no-tls'], /--no-tls and a certificate exclude each other/],
    [[...given('cert.pem', 'key.pem'), '--tls-ca', 'x'], /--tls-ca is for a certificate that is made/],
  ]
  for (const [args, says] of rows) {
    const message = await serveHere(t, args).then(
      () => 'it serves',
      error => (error instanceof UsageError ? error.message : `${error}`),
    )
    t.match(message, says)
    t.notMatch(message, '\n')
  }
  const served = await serveHere(t, given('cert.pem', 'key.pem'))
  t.equal((await askAs('localhost', Number(new URL(served.url).port), '/', certificate.ca)).status, 429)
  t.notMatch(served.stdout(), 'NODE_EXTRA_CA_CERTS', 'nothing was made')
})

t.test('a certificate may come through a pipe; one to which nobody writes is not waited for without end', async t => {
  const folder = t.testdir({ 'key.pem': certificate.key })
  const [pipe, silent] = [`${folder}/pipe`, `${folder}/silent`]
  for (const path of [pipe, silent]) execFileSync('mkfifo', [path])
  const writing = writeFile(pipe, certificate.cert)
  const served = await serveHere(t, ['--tls-cert', pipe, '--tls-key', `${folder}/key.pem`])
  await writing
  t.equal((await askAs('localhost', Number(new URL(served.url).port), '/', certificate.ca)).status, 429)

  const clock = fakeClock()
  const reading = readPem('--tls-cert', silent, clock).catch(error => error)
  let isOver = false
  reading.then(() => {
    isOver = true
  })
  while (!isOver) await clock.advance(100)
  const error = await reading
  t.type(error, UsageError)
  t.match(error.message, /silent can't be read: it is a pipe to which nobody has written all within 5 s\.$/)
  t.ok(clock.monotonic() < 6000, `${clock.monotonic()} ms`)
})

const SDKS = `
import Groq from 'groq-sdk'
import OpenAI from 'openai'
const apiKey = 'gsk_test_0123456789abcdef'
const ask = { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hi' }] }
for (const client of [new Groq({ apiKey }), new OpenAI({ apiKey })]) {
  const { object } = await client.chat.completions.create(ask)
  let chunks = 0
  for await (const chunk of await client.chat.completions.create({ ...ask, stream: true })) chunks += chunk.choices.length
  const error = await client.chat.completions.create(ask, { maxRetries: 0, headers: { 'x-mock-status': '429' } }).catch(e => e)
  console.log(object, chunks > 3, error.constructor.name)
}
`

t.test('groq-sdk and openai come through TLS with the lines that the log has', async t => {
  const { stdout } = await serveHere(t, ['--tls'])
  const lines = [...stdout().matchAll(/\b(NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|GROQ_BASE_URL|OPENAI_BASE_URL)=([^\s"]+)/g)]
  const variables = Object.fromEntries(lines.map(([, name, value]) => [name, value]))
  t.equal(Object.keys(variables).length, 4)
  const child = spawnNode(['--input-type=module', '-e', SDKS], root, variables)
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)])
  t.equal(said, 'chat.completion true RateLimitError\n'.repeat(2), complained)
})

t.test('a handshake under way holds no end', async t => {
  const caFile = `${t.testdir({})}/ca.pem`
  const { url } = await serveHere(t, ['--tls', '--tls-ca', caFile])
  // nothing is sent: `serveHere` waits for its end
  await openSocket(t, { url })
})
