import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { after } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Groq from 'groq-sdk'
import { freePort } from '../../../examples/free-port.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export const control = async ({ url }, method, path, body) => {
  const answer = await fetch(`${url}/__mock${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  assert.ok(answer.ok, `${method} ${path}: ${answer.status}`)
  return answer.status === 204 ? null : answer.json()
}

/** A server as the command line starts it, with flags that the library does not have. */
export const serve = async (...flags) => {
  const url = `http://127.0.0.1:${await freePort()}`
  const args = ['dist/main.js', 'serve', `--port=${new URL(url).port}`, '--log-level=silent', ...flags]
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore' })
  after(() => child.kill())
  for (;;) {
    if (
      await fetch(`${url}/__mock/health`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return { url }
    assert.equal(child.exitCode, null, 'it did not start')
    await setTimeout(50)
  }
}

/** A way to a server that can be cut. */
export const wayTo = async ({ url }) => {
  const open = new Set()
  let isCut = false
  const server = createServer(socket => {
    if (isCut) return socket.destroy()
    const other = connect(Number(new URL(url).port), '127.0.0.1')
    for (const end of [socket, other]) {
      open.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        socket.destroy()
        other.destroy()
      })
    }
    socket.pipe(other).pipe(socket)
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  after(() => server.close())
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    cut: () => {
      isCut = true
      for (const socket of open) socket.destroy()
      open.clear()
    },
    mend: () => {
      isCut = false
    },
  }
}

export const clientOf = ({ url }, session = 'default', more = {}) =>
  new Groq({ baseURL: `${url}/session/${session}`, apiKey: 'gsk_console', maxRetries: 2, ...more })

export const say = (content, model = 'openai/gpt-oss-20b') => ({ model, messages: [{ role: 'user', content }] })

/** Opens the console; what the browser reports of it is collected, and nothing may be. */
export const openConsole = async (browser, { url }, { session = 'default', view = 'timeline', ...options } = {}) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options })
  const reported = []
  page.on('pageerror', error => reported.push(String(error)))
  page.on('dialog', dialog => {
    reported.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', message => {
    if (/Content Security Policy|TrustedHTML/i.test(message.text())) reported.push(message.text())
  })
  page.on('request', request => {
    const to = new URL(request.url())
    if (!['data:', 'blob:'].includes(to.protocol) && to.origin !== url) reported.push(`asked for ${request.url()}`)
  })
  await page.goto(`${url}/__mock/?session=${session}#${view}`)
  return { page, reported }
}

export const isLive = page => page.locator('.link.live').waitFor()
export const view = (page, name) => page.getByRole('link', { name, exact: true }).click()
