// Starts what this example needs: groq-mocks and HAProxy, on free ports of 127.0.0.1. They end with this process.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from '../free-port.mjs'

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
const config = fileURLToPath(new URL('haproxy.cfg', import.meta.url))
const PATIENCE_MS = 30_000

const children = new Set()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

const run = (command, args, env = {}) => {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] })
  children.add(child)
  child.on('exit', () => children.delete(child))
  return child
}

/** Why the balancer can't be started here, in words; null where it can. */
export const whyNoBalancer = () => {
  const { error, stdout } = spawnSync('haproxy', ['-v'], { encoding: 'utf8' })
  if (error) return 'there is no haproxy here: apt-get install haproxy (or your system’s package), then run this again'
  const [, major, minor] = /version (\d+)\.(\d+)/.exec(stdout) ?? []
  return Number(major) * 100 + Number(minor) >= 206
    ? null
    : `haproxy is ${major}.${minor}, and 2.6 or newer is needed: it hashes what older ones can't`
}

const ready = async (url, child) => {
  const untilMs = performance.now() + PATIENCE_MS
  while (performance.now() < untilMs) {
    if (child.exitCode !== null) throw new Error(`what should answer at ${url} has ended`)
    const answer = await fetch(`${url}/__mock/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`nothing answers at ${url}`)
}

/** A groq-mock that gives out its own address. `stop` kills it, as a machine would that goes down. */
export const startMock = async port => {
  const url = `http://127.0.0.1:${port}`
  const flags = ['--port', String(port), '--advertise', url, '--log-level', 'silent', '--no-watch']
  const child = run(process.execPath, [main, 'serve', ...flags])
  await ready(url, child)
  return { url, port, stop: () => ended(child) }
}

/** HAProxy before two of them. */
export const startBalancer = async mocks => {
  const port = await freePort()
  const [one, other] = mocks.map(mock => `127.0.0.1:${mock.port}`)
  const child = run('haproxy', ['-db', '-q', '-f', config], { LISTEN: `127.0.0.1:${port}`, MOCK_1: one, MOCK_2: other })
  const url = `http://127.0.0.1:${port}`
  await ready(url, child)
  return { url, port, pid: child.pid, stop: () => ended(child) }
}

const ended = async child => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
