import { connect } from 'node:net'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import t from 'tap'
import { draw } from '#src/chance'
import { bounded } from '../helpers/bounded.ts'
import { chatBody, rawRequest, startMock } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

const body = JSON.stringify(chatBody())
const json = 'content-type: application/json'
const seeds = [
  rawRequest('POST', '/openai/v1/chat/completions', body),
  rawRequest('GET', '/scenario/flaky/session/a/openai/v1/models/x%2Fy', '', ['x-mock-status: 429']),
  rawRequest('POST', '/__mock/sessions', '{"scenario":"steady-state"}'),
  rawRequest('PUT', '/__mock/sessions/default/scenario', '{"scenario":"outage"}'),
  rawRequest('GET', '/__mock/sessions/default/journal?status=429', '', ['accept: text/event-stream']),
  rawRequest('POST', '/__mock/check', '{"about":"x","rules":[{"error":503}]}', [json]),
]
const REQUESTS = bounded(3000)
const pieces = ['%', '__proto__', '\r\n', '\u0000', 'x-mock-status: 999\r\n', '../', '"', '{', '[[[[[', ' *a &a ']

/** A request with a few of its bytes changed, cut out, doubled or added; the same for the same number. */
const mutated = (number: number): Buffer => {
  const pick = (what: string, below: number): number => Math.floor(draw([number, what]) * below)
  let bytes = Buffer.from(seeds[pick('seed', seeds.length)] ?? '')
  for (let step = pick('steps', 4); step >= 0; step -= 1) {
    const at = pick(`at ${step}`, bytes.length)
    const piece = Buffer.from(pieces[pick(`piece ${step}`, pieces.length)] ?? '')
    const ways = [
      () => Buffer.concat([bytes.subarray(0, at), Buffer.from([pick(`byte ${step}`, 256)]), bytes.subarray(at + 1)]),
      () => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + pick(`cut ${step}`, 8))]),
      () => Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]),
      () => Buffer.concat([bytes, bytes.subarray(at)]),
    ]
    bytes = ways[pick(`way ${step}`, ways.length)]?.() ?? bytes
  }
  return bytes
}

const send = (port: number, number: number): Promise<void> =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(mutated(number))
      // some leave at once
      if (number % 5 === 0) socket.destroy()
    })
    socket.setTimeout(60, () => socket.destroy())
    socket.on('data', () => {})
    socket.on('error', () => {})
    socket.on('close', () => resolve())
  })

t.test('whatever bytes come, the server goes on, logs no bug, and holds nothing of it', async t => {
  const lines: string[] = []
  const log = pino(
    { level: 'error' },
    new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(String(chunk))
        done()
      },
    }),
  )
  const mock = await startMock(t, 'steady-state', {}, log)
  const port = Number(new URL(mock.url).port)
  let next = 0
  const client = async (): Promise<void> => {
    while (next < REQUESTS) {
      next += 1
      await send(port, next)
    }
  }
  await Promise.all(Array.from({ length: 20 }, client))
  t.same(lines, [], 'a bug would be a line of level error')
  t.equal((await mock.chat({ base: '/scenario/steady-state/session/after' })).status, 200)
  const open = () => new Promise<number>(resolve => mock.app.server.getConnections((_error, count) => resolve(count)))
  t.ok(await until(open, count => count <= 3))
})
