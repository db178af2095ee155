import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { connect } from 'node:tls'
import t from 'tap'
import { realClock } from '#src/clock/clock'
import { madeCertificate } from '#src/tls/made-certificate'
import { wireTable } from '../faults/wire-table.ts'
import { serveHere } from '../helpers/cli.ts'
import { openSocket, rawRequest } from '../helpers/mock.ts'

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

t.test('plain HTTP where TLS is spoken, and the other way round, are told in the log', async t => {
  const caFile = `${t.testdir({})}/ca.pem`
  const safe = await serveHere(t, ['--tls', '--tls-ca', caFile])
  const socket = await openSocket(t, safe)
  socket.write(rawRequest('GET', '/openai/v1/models'))
  await gone(socket)
  await safe.printed(/a client spoke plain HTTP here, where TLS is spoken/)

  const plain = await serveHere(t)
  const { hostname, port } = new URL(plain.url)
  const shaking = connect({ host: hostname, port: Number(port), rejectUnauthorized: false })
  await gone(shaking)
  await plain.printed(/TLS was spoken here, where plain HTTP is: https:\/\/ in the URL should be http:\/\//)
})

t.test('a handshake under way holds no end', async t => {
  const caFile = `${t.testdir({})}/ca.pem`
  const { url } = await serveHere(t, ['--tls', '--tls-ca', caFile])
  // nothing is sent: `serveHere` waits for its end
  await openSocket(t, { url })
})
