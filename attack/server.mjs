import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const here = name => fileURLToPath(new URL(name, import.meta.url))
const READY = /listens on https?:\/\/127\.0\.0\.1:(\d+) /
const LONGEST_END_MS = 8000

const children = new Set()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Starts the mock as a process of its own, and follows its log and what its witness tells. */
export const startServer = async (flags = []) => {
  const child = spawn(
    process.execPath,
    [
      '--expose-gc',
      '--import',
      new URL('inside.mjs', import.meta.url).href,
      // single modules, as what is watched from inside is one of them
      here('../build/main.js'),
      'serve',
      '--port',
      '0',
    ].concat(['--log-format', 'json', '--log-level', 'info', '--journal-bytes', '2MiB'], flags),
    { env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  )
  children.add(child)
  const seen = { errors: [], stderr: '', arrived: new Map(), journaled: new Map(), lines: 0, busiestMs: 0, ended: null }
  child.once('exit', (code, signal) => {
    children.delete(child)
    seen.ended = signal ?? `code ${code}`
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    seen.stderr += text.slice(0, 10_000)
  })
  const tally = (counts, numbers) => {
    for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  }
  child.on('message', ({ news }) => {
    tally(seen.arrived, news.arrived)
    tally(seen.journaled, news.journaled)
    seen.lines = news.lines
    seen.busiestMs = news.busiestMs
  })
  const log = createInterface({ input: child.stdout })
  const port = await new Promise((resolve, reject) => {
    log.on('line', line => {
      const [, found] = READY.exec(line) ?? []
      if (found) resolve(Number(found))
      // pino: 50 is error, 60 is fatal; a bad edit of a scenario is told as an error too, and is none of the mock's
      if (/^\{"level":[56]0,/.test(line) && seen.errors.length < 20 && !line.includes('was not reloaded'))
        seen.errors.push(line)
    })
    child.once('exit', () => reject(new Error(`the server ended before it listened: ${seen.stderr}`)))
  })
  // one question after the other; where the server has ended, nobody answers
  let answered = () => {}
  child.on('message', answer => answered(answer))
  child.once('exit', () => answered({}))
  const ask = (question, file) =>
    new Promise(resolve => {
      answered = resolve
      if (child.connected) child.send({ ask: question, file }, () => {})
      else resolve({})
    })
  const stop = async () => {
    if (seen.ended !== null) return
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_END_MS)
    child.kill('SIGTERM')
    await once(child, 'exit')
    clearTimeout(timer)
  }
  return { port, seen, ask, stop }
}
