import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startMock } from './mock.mjs'

const mock = await startMock()
after(() => mock.close())

const CHAT = '/openai/v1/chat/completions'
const ask = { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }] }
const posted = (body = ask) => ['-H', 'content-type: application/json', '--data', JSON.stringify(body)]
const inSession = (session, path = CHAT) => `${mock.url}/session/${session}${path}`

const { scenarios } = await mock.control('/scenarios')
for (const { name } of scenarios.filter(({ name }) => /^status-\d+$/.test(name))) {
  const status = Number(name.slice(7))
  test(`curl meets ${status} over HTTP/2, with its body and its length`, async () => {
    const session = `curl-${status}`
    const args = [...posted(), '-H', `x-mock-status: ${status}`, '--include', inSession(session)]
    const { code, body, of } = await mock.trusting(...args)
    assert.deepEqual([code, of[0].http_version, of[0].response_code], [0, '2', status])
    const [head, content] = body.split('\r\n\r\n')
    assert.match(head, new RegExp(`^HTTP/2 ${status} \\r\\n`))
    assert.match(head, new RegExp(`\\r\\ncontent-length: ${Buffer.byteLength(content)}(\\r\\n|$)`))
    if (status >= 400 && head.includes('application/json')) assert.equal(typeof JSON.parse(content).error, 'object')
    const [entry] = await mock.entries(session, 1)
    assert.deepEqual([entry.status, entry.endedBy], [status, 'server'])
  })
}

const [OK, TIME_IS_UP, STREAM_ERROR] = [0, 28, 92]
const RESET = /HTTP\/2 stream \d+ was not closed cleanly: INTERNAL_ERROR/
const cut = (after, how) => ({ fault: { cut: { after }, with: how } })

/** What docs/faults.md says in words: the rule, curl's exit codes and what it says, bytes, and whether the connection stays. */
const faults = {
  reset: [{ fault: 'reset' }, [STREAM_ERROR], RESET, 0, true],
  // which one depends on what of it curl sees first
  drop: [{ fault: 'drop' }, [16, 18, 52, 56, STREAM_ERROR], /./, 0, false],
  hang: [{ fault: 'hang' }, [TIME_IS_UP], /too slow/, 0, true, 'client'],
  garbage: [{ fault: 'garbage' }, [16, 18, 35, 56, STREAM_ERROR], /./, 0, false],
  'a cut by reset': [cut('60 bytes', 'reset'), [STREAM_ERROR], RESET, 60, true],
  'a cut by its end': [cut('60 bytes', 'end'), [OK], null, 60, false],
  'a trickle': [{ fault: { trickle: { bytesPerSecond: 20_000 } } }, [OK], null, null, true, 'server'],
  'a body that is short': [{ fault: { short: '100 bytes' } }, [18, STREAM_ERROR], /./, null, true],
}

for (const [name, [rule, codes, says, bytes, stays, endedBy = 'fault']] of Object.entries(faults))
  test(`curl meets ${name} over HTTP/2`, async () => {
    const session = `curl-${name.replaceAll(' ', '-')}`
    await mock.begin(session, { rules: [{ name: 'breaks', match: { endpoint: 'chat.*' }, ...rule }] })
    const most = name === 'hang' ? ['--speed-limit', '1', '--speed-time', '1'] : []
    const next = ['--next', '--silent', '--http2', '--cacert', mock.ca, inSession(session, '/openai/v1/models')]
    const { of } = await mock.trusting(...posted(), ...most, inSession(session), ...next)
    assert.ok(codes.includes(of[0].exitcode), `${of[0].exitcode}: ${of[0].errormsg}`)
    if (says) assert.match(of[0].errormsg, says)
    if (bytes !== null) assert.equal(of[0].size_download, bytes)
    const [broken, after] = await mock.entries(session, 2)
    assert.equal(broken.endedBy, endedBy)
    assert.deepEqual([after.status, after.connection === broken.connection], [200, stays])
  })

test('curl has the chunks before a cut, and then the reset', async () => {
  await mock.begin('curl-chunks', { rules: [{ name: 'breaks', ...cut('3 chunks', 'reset') }] })
  const { code, body } = await mock.trusting(...posted({ ...ask, stream: true }), inSession('curl-chunks'))
  assert.deepEqual([code, body.match(/^data: /gm)?.length], [STREAM_ERROR, 3])
  assert.equal((await mock.entries('curl-chunks', 1))[0].chunks, 3)
})

test('curl sends a hundred requests at once over one connection, and limits count them', async () => {
  await mock.begin('curl-many', { api: { limits: [{ model: '*', rpd: 60 }], delay: '50ms' } })
  const at = `${inSession('curl-many')}?number=[1-100]`
  const { code } = await mock.trusting(...posted(), '--parallel', '--parallel-max', '100', '--output', '/dev/null', at)
  assert.equal(code, 0)
  const entries = await mock.entries('curl-many', 100)
  const counted = [200, 429].map(status => entries.filter(entry => entry.status === status).length)
  assert.deepEqual([counted, entries.length], [[60, 40], 100])
  assert.equal(new Set(entries.map(({ connection }) => connection)).size, 1)
})

test('curl trusts the mock by --cacert and by SSL_CERT_FILE, under the name of Groq too, and not without', async () => {
  const { port } = new URL(mock.url)
  const path = '/openai/v1/models'
  assert.equal((await mock.curl([mock.url + path], { SSL_CERT_FILE: mock.ca })).of[0].response_code, 200)
  const asGroq = ['--resolve', `api.groq.com:${port}:127.0.0.1`, `https://api.groq.com:${port}${path}`]
  assert.equal((await mock.trusting(...asGroq)).of[0].response_code, 200)
  assert.equal((await mock.curl([mock.url + path])).code, 60)
  assert.match(mock.log(), /a client does not trust the certificate of this server/)
})

test('curl is told where it speaks plain HTTP to the port of HTTPS', async () => {
  const { body, of } = await mock.curl([mock.url.replace('https', 'http')])
  assert.equal(of[0].response_code, 400)
  assert.match(body, /the URL should begin with https:\/\//)
})
