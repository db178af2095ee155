// `npm run bench:stalls`: the longest that one request holds the loop of a server, for requests that ask for much work.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { calibrationMs } from './calibration.mjs'
import { cases } from './stall-cases.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, above: { type: 'string', default: '0' } },
})
const here = name => fileURLToPath(new URL(name, import.meta.url))
const START = ['--import', new URL('stall-meter.mjs', import.meta.url).href, here('../dist/main.js'), 'serve']

/** A server of its own for each run, so that what is cold is cold. */
const startServer = async () => {
  const child = spawn(process.execPath, [...START, '--port', '0', '--log-format', 'json'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const lines = createInterface({ input: child.stdout })
  const [line] = await once(lines, 'line')
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(line)?.[1])
  const ask = async what => {
    child.send(what)
    const [answer] = await once(child, 'message')
    return answer
  }
  const stop = async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { port, ask, stop }
}

const send = (port, { method = 'POST', path, headers, body }) =>
  new Promise((resolve, reject) => {
    const sent = request({
      port,
      host: '127.0.0.1',
      method,
      path,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    })
    sent.on('error', reject).on('response', answer => {
      answer.resume().on('end', () => resolve(answer.statusCode))
    })
    sent.end(body)
  })

const median = numbers => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

const wanted = Object.entries(cases).filter(
  ([name]) => positionals.length === 0 || positionals.some(word => name.includes(word)),
)
const plain = cases.plain()
const calibrate = () => process.stdout.write(`calibration: ${calibrationMs().toFixed(1)} ms\n`)

calibrate()
for (const [name, make] of wanted) {
  const shot = make()
  const seen = [[], []]
  let status = 0
  for (let run = 0; run < Number(values.runs); run += 1) {
    const server = await startServer()
    // behind what it prepares for itself
    await new Promise(resolve => setTimeout(resolve, 800))
    await send(server.port, plain)
    for (const times of seen) {
      await server.ask('begin')
      status = await send(server.port, shot)
      await new Promise(resolve => setTimeout(resolve, 50))
      times.push((await server.ask('end')).longestMs)
    }
    await server.stop()
  }
  const [first, second] = seen.map(
    times => `${median(times).toFixed(0)} (${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)})`,
  )
  if (Math.max(...seen.map(median)) >= Number(values.above))
    process.stdout.write(
      `${name.padEnd(42)} ${String(Math.round(Buffer.byteLength(shot.body) / 1000)).padStart(6)} KB → ${status}  ${first.padStart(16)}  ${second.padStart(16)}\n`,
    )
}
// others may have come to the machine meanwhile
calibrate()
