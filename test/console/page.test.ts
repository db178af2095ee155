import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { packageFile } from '#src/package-file'
import { ask } from '../helpers/ask.ts'
import { startMock } from '../helpers/mock.ts'

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const folder = join(dirname(packageFile), 'dist/console')
const MOST_BYTES = 150 * 1024

const get = async (url: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(url, { headers, redirect: 'manual' })

t.test('a browser gets the page and its files, each with a policy that lets nothing else in', async t => {
  const { url } = await startMock(t)
  for (const [path, type] of [
    ['', 'text/html; charset=utf-8'],
    ['console.js', 'text/javascript; charset=utf-8'],
    ['console.css', 'text/css; charset=utf-8'],
  ] as const) {
    const answer = await get(`${url}/__mock/${path}`, html)
    t.equal(answer.status, 200, path)
    t.equal(answer.headers.get('content-type'), type)
    const policy = answer.headers.get('content-security-policy') ?? ''
    for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"])
      t.ok(policy.split('; ').includes(part), part)
    for (const part of ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "img-src 'self' data:"])
      t.ok(policy.split('; ').includes(part), part)
    t.notMatch(policy, /unsafe/)
    t.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    t.equal(answer.headers.get('cross-origin-resource-policy'), 'same-origin')
    const etag = answer.headers.get('etag') ?? ''
    const again = await get(`${url}/__mock/${path}`, { ...html, 'if-none-match': etag })
    t.equal(again.status, 304, `${path} again`)
    t.equal(await again.text(), '')
  }
})

t.test('the files are small, say nothing inline, and name no other host', async t => {
  const files = readdirSync(folder)
  t.strictSame(files.toSorted(), ['console.css', 'console.js', 'index.html'])
  const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  t.ok(bytes < MOST_BYTES, `${bytes} bytes`)
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  t.notMatch(page, /<style|<script(?![^>]* src=)|\son\w+=|\sstyle=/)
  for (const name of files) {
    const text = readFileSync(join(folder, name), 'utf8')
    t.strictSame(text.match(/https?:\/\/(?!www\.w3\.org\/)[^\s"'`]+/g) ?? [], [], name)
  }
  t.match(readFileSync(join(folder, 'console.js'), 'utf8'), /The MIT License[\s\S]*Jason Miller/)
})

t.test('a browser is led to it from the address of the server and from /__mock, a program is not', async t => {
  const { url } = await startMock(t)
  for (const path of ['/', '/__mock']) {
    const answer = await get(url + path, html)
    t.equal(answer.status, 302, path)
    t.equal(answer.headers.get('location'), '/__mock/')
    t.match(answer.headers.get('vary'), /accept/)
    t.not((await get(url + path)).status, 302)
  }
  t.not((await ask('POST', `${url}/`, { headers: html })).status, 302)
  t.equal((await get(`${url}/__mock/other.js`, html)).status, 404)
})

t.test('it is guarded as the control API is, but for the token, which a browser can not send', async t => {
  const { url } = await startMock(t)
  const origin = { ...html, origin: 'http://evil.example' }
  t.equal((await ask('GET', `${url}/__mock/`, { headers: origin })).status, 403)
  const rebound = { ...html, host: 'evil.example' }
  t.equal((await ask('GET', `${url}/__mock/`, { headers: rebound })).status, 403)

  const withToken = await startMock(t, 'steady-state', { controlToken: 'open-sesame' })
  t.equal((await get(`${withToken.url}/__mock/`, html)).status, 200)
  t.equal((await get(`${withToken.url}/__mock/sessions`, html)).status, 401)
  t.equal((await ask('GET', `${withToken.url}/__mock/`, { headers: origin })).status, 403)

  const without = await startMock(t, 'steady-state', { control: false })
  t.equal((await get(`${without.url}/__mock/console.js`, html)).status, 404)
  for (const path of ['/', '/__mock', '/__mock/'])
    t.notMatch(await (await get(without.url + path, html)).text(), 'console', path)

  const closed = await startMock(t, 'steady-state', { host: '0.0.0.0' })
  const port = new URL(closed.url).port
  t.equal((await get(`http://127.0.0.1:${port}/__mock/`, html)).status, 401)
})

t.test('looking at the page leaves nothing in the journal', async t => {
  const mock = await startMock(t)
  await get(`${mock.url}/`, html)
  await get(`${mock.url}/__mock/`, html)
  await mock.chat()
  t.equal((await mock.entries(1)).length, 1)
})
