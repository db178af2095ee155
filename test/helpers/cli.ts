import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { runCommand } from '#src/cli/run-command'
import { spawnNode, type Variables, withoutForeign } from './children.ts'
import type { Teardown } from './mock.ts'

/** The root of the project; `npm test` builds `dist/` first. */
export const root = fileURLToPath(new URL('../..', import.meta.url))
const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

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
export interface Serving extends Running {
  readonly url: string
  readonly readyLine: string
}

/** Starts `groq-mock` as its users do; it is killed with the test. */
export const start = (t: Teardown, args: readonly string[], variables: Variables = {}): Running => {
  const child = spawnNode([main, ...args], root, variables)
  let stdout = ''
  let stderr = ''
  const waiting = new Set<() => void>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    for (const look of waiting) look()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stdout, stderr }))
  t.teardown(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const printed = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(stdout)
        if (!found) return
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
      ended.then(({ code }) => reject(new Error(`it ended with ${code} and printed\n${stdout}\n${stderr}`)))
    })
  return { child, stdout: () => stdout, stderr: () => stderr, ended, printed }
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

/** Starts `groq-mock serve` on a free port and waits until it says that it is ready. */
export const serve = async (t: Teardown, args: readonly string[] = [], variables: Variables = {}): Promise<Serving> => {
  const running = start(t, ['serve', '--port', '0', ...args], variables)
  const [readyLine, url = ''] = await running.printed(/^.*listens on (http:\/\/[\d.a-z[\]:]+:\d+).*\n/m)
  return { ...running, url, readyLine }
}
