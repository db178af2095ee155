import { readFileSync } from 'node:fs'
import t from 'tap'
import { connect } from '#src/index'
import { run, serveHere } from '../helpers/cli.ts'

t.test('who is asked in plain HTTP and speaks HTTPS is told of as that', async t => {
  const { url } = await serveHere(t, ['--tls'])
  const plain = url.replace('https:', 'http:')
  const says = `The server at ${plain} speaks HTTPS: its URL begins with https://.`
  await t.rejects(connect(plain), { name: 'UsageError', message: says })
  t.match(await run(['verdict', '--url', plain]), { code: 2, stderr: says })
})

t.test('who is not trusted is there: what is missing is its CA', async t => {
  const folder = t.testdir({})
  const { url } = await serveHere(t, ['--tls', '--tls-ca', `${folder}/ca.pem`])
  const says = `The certificate of the server at ${url} is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE). `
  await t.rejects(connect(url), {
    message: `${says}Give its CA to connect: connect(url, { ca }), or its file in NODE_EXTRA_CA_CERTS.`,
  })
  t.match(await run(['verdict', '--url', url]), {
    code: 2,
    stderr: `${says}Name the file of its CA in NODE_EXTRA_CA_CERTS.`,
  })
  const mock = await connect(url, { ca: readFileSync(`${folder}/ca.pem`, 'utf8') })
  await mock.close()
})

t.test('who speaks plain HTTP, and the URL of an API in place of that of the server', async t => {
  const { url } = await serveHere(t)
  const tls = url.replace('http:', 'https:')
  const wrong = new RegExp(
    `^No groq-mock answers at ${tls} \\(\\w+\\)\\. Where it speaks plain HTTP, its URL begins with http://\\.`,
  )
  await t.rejects(connect(tls), { message: wrong })
  t.match(await run(['verdict', '--url', tls]), { code: 2, stderr: wrong })
  const below = `${url}/openai/v1`
  const hint = `with 404. Give the address of the server itself, without a path: ${url}.`
  await t.rejects(connect(below), { message: hint })
  t.match(await run(['verdict', '--url', below]), { code: 2, stderr: hint })
})
