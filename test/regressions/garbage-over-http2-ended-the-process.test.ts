import { readFileSync } from 'node:fs'
import { type ClientHttp2Session, connect } from 'node:http2'
import t from 'tap'
import { serve } from '../helpers/cli.ts'
import { chatBody } from '../helpers/mock.ts'

const SCENARIO = `about: Garbage for one model.
rules:
  - name: garbage
    match: { model: openai/gpt-oss-20b }
    fault: garbage
  - name: te
    match: { model: llama-3.1-8b-instant }
    headers: { te: gzip }
`

/** Resolves with the status of an answer, null for none. */
const ask = (session: ClientHttp2Session, model: string): Promise<number | null> =>
  new Promise(resolve => {
    let status: number | null = null
    const stream = session.request({
      ':method': 'POST',
      ':path': '/openai/v1/chat/completions',
      'content-type': 'application/json',
    })
    stream
      .on('response', headers => {
        status = headers[':status'] ?? null
      })
      .on('error', () => {})
      .on('close', () => resolve(status))
      .resume()
      .end(JSON.stringify(chatBody({ model })))
  })

t.test('garbage on a connection with other streams ends that connection, and not the process', async t => {
  const folder = t.testdir({ 'g.yaml': SCENARIO })
  const caFile = `${folder}/ca.pem`
  const { url } = await serve(t, ['--tls', '--tls-ca', caFile, '--scenario', `${folder}/g.yaml`])
  const open = (): ClientHttp2Session => {
    const session = connect(url, { ca: readFileSync(caFile) })
    t.teardown(() => session.destroy())
    return session.on('error', () => {})
  }
  for (let i = 0; i < 30; i += 1) {
    const session = open()
    const beside = Array.from({ length: 5 }, () => ask(session, 'openai/gpt-oss-120b'))
    t.equal(await ask(session, 'openai/gpt-oss-20b'), null)
    await Promise.all(beside)
  }
  const session = open()
  t.equal(await ask(session, 'openai/gpt-oss-120b'), 200)
  t.equal(await ask(session, 'llama-3.1-8b-instant'), 200, 'a header that HTTP/2 does not have is left out')
})
