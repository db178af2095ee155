// What runs beside the runners of a client, once for all cases: a gateway, or a Python that has loaded the library.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../free-port.mjs'
import { commandOf, pythonOf } from './install.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const PATIENCE_MS = 120_000
const LOOK_MS = 100

const running = new Set()

/** Ends what still runs, however the matrix ends. */
export const endAll = () => {
  for (const child of running) process.kill(-child.pid, 'SIGKILL')
}

/** Starts a program, and gives how to end it with all that it started. Rejects where it is not there in time. */
const started = async ([file, ...args], environment, isThere) => {
  const child = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, ...environment },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      said = `${said}${chunk}`.slice(-4000)
    })
  const ended = once(child, 'exit')
  running.add(child)
  child.once('exit', () => running.delete(child))
  const stop = async () => {
    if (running.has(child)) process.kill(-child.pid, 'SIGKILL')
    await ended
  }
  const until = Date.now() + PATIENCE_MS
  while (!(await isThere(said))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop()
      throw new Error(`it did not start: ${said.trim().split('\n').at(-1)}`)
    }
    await sleep(LOOK_MS)
  }
  return stop
}

const answers = url => () =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

const gateways = {
  portkey: port => {
    const program = join(here, 'gateways/node_modules/@portkey-ai/gateway/build/start-server.js')
    const locally = ['--import', new URL('gateways/listen-locally.mjs', import.meta.url).href]
    const command = [process.execPath, ...locally, program, '--headless', `--port=${port}`]
    return { command, at: '/' }
  },
}

const hello = {
  bodies: [{ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }] }],
  stream: false,
  concurrency: 1,
  timeoutMs: 1000,
  cancelAfterMs: null,
  idempotencyKey: null,
}

/** Sends one request through a gateway to where nobody listens: what runs for the first time is slow, and would be the first case's. */
const warmUp = async ([file, ...args], environment) => {
  const [OPENAI_BASE_URL, OPENAI_API_KEY] = [`http://127.0.0.1:${await freePort()}/openai/v1`, 'gsk_dummy']
  const asked = { OPENAI_BASE_URL, OPENAI_API_KEY, GROQ_MOCK_REQUEST: JSON.stringify(hello) }
  const env = { ...process.env, ...environment, ...asked }
  await once(spawn(file, args, { stdio: 'ignore', env }), 'exit')
}

const besideGateway = async subject => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const { command, at } = gateways[subject.gateway](port)
  const stop = await started(command, {}, answers(`${url}${at}`))
  const known = { GATEWAY_URL: url }
  const runner = commandOf(subject)
  await warmUp(runner, known)
  return { command: runner, environment: known, stop }
}

const besidePython = async subject => {
  const folder = mkdtempSync(join(tmpdir(), 'loaded-'))
  const socket = join(folder, 'socket')
  const [python, runner] = commandOf(subject)
  const programs = ['preloaded.py', 'forked.py'].map(name => join(here, 'python', name))
  const load = [python, programs[0], socket, ...subject.loads]
  const end = await started(load, { LITELLM_LOCAL_MODEL_COST_MAP: 'True' }, said => said.includes('ready'))
  const stop = async () => {
    await end()
    rmSync(folder, { recursive: true })
  }
  return { command: [pythonOf(subject.home), '-I', programs[1], socket, runner], environment: {}, stop }
}

/** Starts what a client needs beside its runner; gives the runner's command and environment, and how to end it. */
export const beside = subject => {
  if (subject.gateway) return besideGateway(subject)
  // forks, and sockets with a path, are not to be had everywhere
  if (subject.loads && process.platform === 'linux') return besidePython(subject)
  return { command: commandOf(subject), environment: {}, stop: async () => {} }
}
