// Instructions per request without the help of the processor: slow, but the same on a busy machine as on an idle one.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { requestsOf } from './cases.mjs'
import { load } from './load.mjs'
import { samplesOf } from './samples.mjs'
import { bare, logging, mock, silent, startServer } from './servers.mjs'

const WARM_UP = 12_000
const COUNTED = 2000
/** Some batches pay for the compiler, which works whenever it likes; the cheapest one is the code's own cost. */
const BATCHES = 4

const folder = mkdtempSync(join(tmpdir(), 'callgrind-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** What stands before `node` so that its instructions can be counted from some moment on. */
const under = out => [
  'valgrind',
  '-q',
  '--tool=callgrind',
  '--instr-atstart=no',
  '--smc-check=all-non-file',
  `--callgrind-out-file=${out}`,
]

const CONTROL = 'callgrind_control'

/** Tells the callgrind that runs a process what to do. */
const control = (pid, ...args) => execFileSync(CONTROL, [...args, String(pid)], { stdio: 'ignore' })

/** The total of a dump, once it is written whole. */
const totalOf = async file => {
  for (let tries = 0; tries < 100; tries += 1) {
    await sleep(100)
    try {
      const [, total] = /^totals: (\d+)/m.exec(readFileSync(file, 'utf8')) ?? []
      if (total !== undefined) return Number(total)
    } catch (error) {
      if (error.code !== 'ENOENT') throw error
    }
  }
  throw new Error('callgrind wrote no total')
}

/** Thousands of instructions that a server needs for one request. */
const thousandsOf = async (name, program, requests) => {
  const out = join(folder, name.replaceAll(/\W/g, '-'))
  const server = await startServer(program, requests[0], { isMetered: false, under: under(out) })
  const send = count => load({ port: server.port, request: i => requests[i % requests.length], count })
  await send(WARM_UP)
  let least = Infinity
  for (let batch = 1; batch <= BATCHES; batch += 1) {
    control(server.pid, '-i', 'on')
    await send(COUNTED)
    control(server.pid, '-i', 'off')
    control(server.pid, '-d')
    least = Math.min(least, await totalOf(`${out}.${batch}`))
    rmSync(`${out}.${batch}`)
  }
  await server.kill()
  return least / COUNTED / 1000
}

/** The heading of the lines below. */
export const callgrindHead = ['answer', 'server', 'k instructions/request', '× bare']

/** Counts one case: a line for the bare server, one for the mock, one for the mock with its log on. */
export const compareByCallgrind = async wanted => {
  const requests = requestsOf(wanted)
  const counted = {
    'bare Fastify': await thousandsOf('bare', bare(await samplesOf(wanted)), requests),
    'mock, log off': await thousandsOf('silent', mock([...silent, ...wanted.flags]), requests),
    'mock, log on': await thousandsOf('logging', mock([...logging, ...wanted.flags]), requests),
  }
  return Object.entries(counted).map(([name, thousands], i) => [
    i === 0 ? wanted.title : '',
    name,
    thousands.toFixed(0),
    i === 0 ? '' : (thousands / counted['bare Fastify']).toFixed(2),
  ])
}
