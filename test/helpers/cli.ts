import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { openLog } from '#src/cli/open-log'
import { runCommand } from '#src/cli/run-command'
import { startServing } from '#src/cli/start-serving'
import { spawnNode, type Variables, withoutForeign } from './children.ts'
import type { Teardown } from './mock.ts'
import { printout } from './printout.ts'

/** The root of the project; `npm test` builds `dist/` first. */
export const root = fileURLToPath(new URL('../..', import.meta.url))
export const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

/** What a command came to. */
export interface Ran {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A command under way; what it has printed so far. */
export interface Running {
  readonly child: ChildProcess
  stdout(): string
  stderr(): string
  /** How it ended. */
  readonly ended: Promise<Ran>
  /** Resolves with the match once the standard output has one; rejects where the command ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray>
}

/** A server that says it is ready. */
export interface Served extends Pick<Running, 'stdout' | 'printed'> {
  readonly url: string
  readonly readyLine: string
}

/** The same in a process of its own. */
export type Serving = Running & Served

/** Starts `groq-mock` as its users do; it is killed with the test. */
export const start = (t: Teardown, args: readonly string[], variables: Variables = {}): Running => {
  const child = spawnNode([main, ...args], root, variables)
  const out = printout()
  const err = printout()
  child.stdout.setEncoding('utf8').on('data', out.add)
  child.stderr.setEncoding('utf8').on('data', err.add)
  const ended = once(child, 'close').then(([code, signal]) => ({
    code,
    signal,
    stdout: out.text(),
    stderr: err.text(),
  }))
  t.teardown(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const tooSoon = ended.then(({ code, stdout, stderr }) => {
    throw new Error(`it ended with ${code} and printed\n${stdout}\n${stderr}`)
  })
  tooSoon.catch(() => {})
  const printed = (pattern: RegExp) => Promise.race([out.printed(pattern), tooSoon])
  return { child, stdout: out.text, stderr: err.text, ended, printed }
}

// a command takes a moment, and on a busy machine many
const LONGEST_MS = 60_000

/** Runs a command in a process of its own to its end; a server that starts where none should is killed after a while. */
export const spawned = async (t: Teardown, args: readonly string[], variables: Variables = {}): Promise<Ran> => {
  const { child, ended } = start(t, args, variables)
  const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS)
  const ran = await ended
  clearTimeout(timer)
  return ran
}

/** Runs a command that is no server within this process, as `main.ts` does; `spawned` takes longer by far. */
export const run = async (args: readonly string[], variables: Variables = {}): Promise<Ran> => {
  let stdout = ''
  let stderr = ''
  const code = await runCommand(args, {
    variables: { ...withoutForeign(process.env), ...variables },
    isTerminal: false,
    print: text => {
      stdout += `${text.trimEnd()}\n`
    },
    complain: text => {
      stderr += `${text.trimEnd()}\n`
    },
  })
  return { code: code ?? null, signal: null, stdout, stderr }
}

const READY = /^.*listens on (https?:\/\/[^ ,]+).*\n/m

/** Where a server can be asked that listens on all addresses, and does not know which one its clients take. */
const askedAt = (url: string): string => url.replace('<host>', '127.0.0.1')

/** Starts `groq-mock serve` on a free port and waits until it says that it is ready. */
export const serve = async (t: Teardown, args: readonly string[] = [], variables: Variables = {}): Promise<Serving> => {
  const running = start(t, ['serve', '--port', '0', ...args], variables)
  const [readyLine, url = ''] = await running.printed(READY)
  return { ...running, url: askedAt(url), readyLine }
}

/** Serves within this process what `groq-mock serve` would serve, and stops with the test; `serve` takes longer by far. */
export const serveHere = async (
  t: Teardown,
  args: readonly string[] = [],
  variables: Variables = {},
): Promise<Served> => {
  const { add, text, printed } = printout()
  const to = new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      add(String(chunk))
      done()
    },
  })
  const { server, announce } = await startServing(
    ['--port', '0', ...args],
    { variables: { ...withoutForeign(process.env), ...variables }, isTerminal: false },
    settings => openLog(settings, to),
  )
  t.teardown(() => server.stop())
  announce()
  const [readyLine, url = ''] = await printed(READY)
  return { readyLine, url: askedAt(url), stdout: text, printed }
}
