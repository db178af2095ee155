import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cases, requestsOf } from './cases.mjs'
import { load, unframed } from './load.mjs'
import { mock, silent, startServer } from './servers.mjs'

const folder = mkdtempSync(join(tmpdir(), 'bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const FRAMING = new Set(['content-length', 'transfer-encoding', 'date', 'connection', 'keep-alive'])

/** An answer in the form in which the bare server plays it back. */
const sampleOf = response => {
  const headers = response.head
    .split('\r\n')
    .slice(1)
    .map(line => line.split(/: (.*)/).slice(0, 2))
    .filter(([name]) => !FRAMING.has(name.toLowerCase()))
  const text = unframed(response).toString()
  const body = response.isChunked ? { events: text.match(/.+?\n\n/gs) } : { body: JSON.parse(text) }
  return { status: response.status, headers: Object.fromEntries(headers), ...body }
}

/** All answers of a server, asked one after the other. */
export const answersOf = async ({ port }, requests) => {
  const answers = []
  const onResponse = response => answers.push(response)
  await load({ port, request: i => requests[i], count: requests.length, connections: 1, onResponse })
  return answers
}

/** A file of answers that the bare server plays back. */
export const samplesFile = answers => {
  const file = join(folder, `${randomUUID()}.json`)
  writeFileSync(file, JSON.stringify(answers.map(sampleOf)))
  return file
}

/** Such a file with the mock's answers to one of the cases. */
export const samplesOf = async wanted => {
  const requests = requestsOf(wanted)
  const server = await startServer(mock([...silent, ...wanted.flags]), requests[0])
  const answers = await answersOf(server, requests)
  await server.stop()
  return samplesFile(answers)
}

/** Such a file with plain successes. */
export const plainSamples = () => samplesOf(cases[0])

/** How long bodies are on average, without the frames of chunks. */
export const meanBytes = answers => answers.reduce((sum, answer) => sum + unframed(answer).length, 0) / answers.length

/** `, 57 events` of streams on average; nothing for whole answers. */
export const eventsText = answers => {
  const counts = answers.filter(answer => answer.isChunked).map(answer => sampleOf(answer).events.length)
  return counts.length === 0
    ? ''
    : `, ${Math.round(counts.reduce((sum, count) => sum + count, 0) / counts.length)} events`
}

/** Throws where servers do not answer what a comparison rests on. */
export const verify = ({ title, status }, expected, seen) => {
  const stray = [...expected, ...seen].find(answer => answer.status !== status)
  if (stray)
    throw new Error(`${title}: ${stray.status} came, ${status} was expected: ${stray.body.toString('utf8', 0, 500)}`)
  const ratio = meanBytes(seen) / meanBytes(expected)
  if (ratio < 0.8 || ratio > 1.2)
    throw new Error(`${title}: bare bodies are ${ratio.toFixed(2)} times as long as the mock's`)
}
