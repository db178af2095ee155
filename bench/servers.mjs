import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { load } from './load.mjs'

/** The path of a file that is named from this folder. */
const here = name => fileURLToPath(new URL(name, import.meta.url))

/** What `node` runs for the bare Fastify server, which plays back the answers in a file. */
export const bare = samplesFile => port => [here('bare-fastify.mjs'), samplesFile, String(port)]

/** What `node` runs for the mock with some flags. */
export const mock = flags => port => [here('../dist/main.js'), 'serve', '--port', String(port), ...flags]

export const silent = ['--log-level', 'silent']
export const logging = ['--log-level', 'info', '--log-format', 'json']
export const tenRules = ['--scenario', here('ten-rules.yaml')]
export const limits = ['--scenario', here('limits.yaml')]

const children = new Set()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** A port that was free a moment ago. */
const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/** Asks a server that is starting until it answers or ends. */
const firstAnswer = async (child, port, bytes) => {
  const giveUpMs = performance.now() + 60_000
  for (;;) {
    try {
      return await load({ port, request: () => bytes, count: 1, connections: 1 })
    } catch (error) {
      if (child.exitCode !== null) throw new Error('a server ended before it answered')
      if (error.code !== 'ECONNREFUSED' || performance.now() > giveUpMs) throw error
      await sleep(2)
    }
  }
}

/** Ends a child; one that does not want to end is killed. */
const stop = async (child, signal) => {
  children.delete(child)
  if (child.exitCode !== null) return
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000)
  child.kill(signal)
  await once(child, 'exit')
  clearTimeout(timer)
}

/**
 * Starts a server whose log goes nowhere, and waits for its first answer. With a meter, it can be asked what it has used;
 * `under` is a command that runs it.
 */
export const startServer = async (program, request, { isMetered = true, nodeFlags = [], under = [] } = {}) => {
  const port = await freePort()
  const startedMs = performance.now()
  const meter = isMetered ? ['--import', new URL('meter.mjs', import.meta.url).href] : []
  const [command, ...args] = [...under, process.execPath, ...nodeFlags, ...meter, ...program(port)]
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'inherit', ...(isMetered ? ['ipc'] : [])],
  })
  children.add(child)
  await firstAnswer(child, port, request)
  return {
    port,
    pid: child.pid,
    startMs: performance.now() - startedMs,
    used: async () => {
      child.send('what have you used?')
      const [used] = await once(child, 'message')
      return used
    },
    stop: () => stop(child, 'SIGTERM'),
    kill: () => stop(child, 'SIGKILL'),
  }
}
