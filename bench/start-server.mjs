import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../examples/free-port.mjs'
import { load } from './load.mjs'
import { pinned } from './pins.mjs'
import { cpuOf } from './usage.mjs'

const PATIENCE_MS = 60_000
/** Under a command that counts instructions everything is fifty times as slow. */
const PATIENCE_UNDER_MS = 900_000
/** A port that was free a moment ago may be taken when the server wants it. */
const TRIES = 3

const children = new Set()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Asks a server that is starting until it answers with the wanted status, or ends. */
const firstAnswer = async (child, port, request, status, patienceMs) => {
  const giveUpMs = performance.now() + patienceMs
  for (;;) {
    try {
      return await load({ port, request: () => request, count: 1, connections: 1, status })
    } catch (error) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
        throw new Error('it ended before it answered', { cause: error })
      if (performance.now() > giveUpMs)
        throw new Error(`it was not ready within ${patienceMs / 1000} s: ${error.message}`, { cause: error })
      await sleep(2)
    }
  }
}

/** Ends a child; one that does not want to end is killed. */
const end = async (child, signal) => {
  children.delete(child)
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
  child.kill(signal)
  await once(child, 'exit')
  clearTimeout(timer)
}

/** Ends whatever still runs. */
export const stopAll = () => Promise.all([...children].map(child => end(child, 'SIGKILL')))

/** The variables of a server: none of whoever runs the benchmark but where programs are. */
const environment = more => ({ PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', ...more })

const spawnProgram = ({ command, args, env, cwd }, port, { isMetered, nodeFlags, under, isPinned }) => {
  const meter = isMetered ? ['--import', new URL('programs/meter.mjs', import.meta.url).href] : []
  const [first, ...rest] = [
    ...(isPinned ? pinned : []),
    ...under,
    ...(command ?? [process.execPath, ...nodeFlags, ...meter]),
    ...args(port),
  ]
  const stdio = ['ignore', 'ignore', 'pipe', ...(isMetered ? ['ipc'] : [])]
  const child = spawn(first, rest, { cwd, env: environment(env?.(port)), stdio })
  children.add(child)
  child.on('exit', () => children.delete(child)).on('error', () => children.delete(child))
  let said = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    said = (said + text).slice(-2000)
  })
  return { child, said: () => said.trim() }
}

/** What can be asked of a server, and how it is ended. */
const handleOf = (child, port, startMs) => {
  const ask = async () => {
    child.send('what have you used?')
    const [used] = await once(child, 'message')
    return used
  }
  return {
    port,
    pid: child.pid,
    startMs,
    /** CPU time so far in µs. */
    cpu: async () => cpuOf(child.pid) ?? (await ask()),
    /** RSS, and what is on the heap after a collection, in bytes. */
    held: ask,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

/**
 * Starts a program whose log goes nowhere, and waits until it answers the request with the status. With a meter it can be asked
 * what it holds; `under` is a command that runs it. A program is `{ name, args(port) }`, where it is not for Node `command`, and
 * `env(port)` and `cwd` where it needs them.
 */
export const startServer = async (
  program,
  request,
  {
    status = 200,
    isMetered = process.platform !== 'linux' && !program.command,
    nodeFlags = [],
    under = [],
    isPinned = true,
  } = {},
) => {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort()
    const startedMs = performance.now()
    const { child, said } = spawnProgram(program, port, { isMetered, nodeFlags, under, isPinned })
    try {
      await firstAnswer(child, port, request, status, under.length > 0 ? PATIENCE_UNDER_MS : PATIENCE_MS)
      return handleOf(child, port, performance.now() - startedMs)
    } catch (error) {
      await end(child, 'SIGKILL')
      if (tries < TRIES && /EADDRINUSE|in use/i.test(said())) continue
      throw new Error(`${program.name} did not start: ${error.message}${said() && `\n${said()}`}`, { cause: error })
    }
  }
}
