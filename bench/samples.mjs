import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cases, requestsOf } from './cases.mjs'
import { load } from './load.mjs'
import { unframed } from './response.mjs'
import { fastify, nodeHttp, silentMock } from './servers.mjs'
import { startServer } from './start-server.mjs'

/** How many answers the bare servers play back, one after the other. */
const SAMPLES = { equal: 16, differing: 200 }

const folder = mkdtempSync(join(tmpdir(), 'bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** The path of a new file with this text, which goes when the run ends. */
export const temporaryFile = (text, ending = '.json') => {
  const file = join(folder, `${randomUUID()}${ending}`)
  writeFileSync(file, text)
  return file
}

const FRAMING = new Set(['content-length', 'transfer-encoding', 'date', 'connection', 'keep-alive'])

const headersOf = ({ head }) =>
  head
    .split('\r\n')
    .slice(1)
    .map(line => line.split(/: (.*)/).slice(0, 2))
    .filter(([name]) => !FRAMING.has(name.toLowerCase()))

/** An answer in the form in which the bare servers play it back. */
const sampleOf = answer => {
  const text = unframed(answer).toString()
  const body = answer.isChunked
    ? { events: text.match(/.+?\n\n/gs) }
    : { body: JSON.parse(text), ending: /\s*$/.exec(text)[0] }
  return { status: answer.status, headers: Object.fromEntries(headersOf(answer)), ...body }
}

/** Some answers of a server, asked one after the other. */
const answersOf = async (port, { status }, request, count) => {
  const answers = []
  const onResponse = response => answers.push(response)
  await load({ port, request, count, connections: 1, status, onResponse })
  return answers
}

/** What an answer is on the wire but for its framing: `date` differs, and chunks may be cut elsewhere. */
const wireOf = answer => JSON.stringify([answer.status, headersOf(answer), unframed(answer).toString()])

/** Throws where a bare server does not send the very same bytes that the mock has sent. */
const verify = (name, expected, seen) => {
  for (const [i, answer] of expected.entries()) {
    const [wanted, got] = [wireOf(answer), wireOf(seen[i])]
    if (wanted === got) continue
    const at = [...wanted].findIndex((letter, place) => letter !== got[place])
    const part = text => text.slice(Math.max(0, at - 40), at + 40)
    throw new Error(`${name} plays back ${part(got)} where the mock has sent ${part(wanted)}`)
  }
}

const meanOf = numbers => Math.round(numbers.reduce((sum, number) => sum + number, 0) / numbers.length)

/** How long answers are, and how many events streams have. */
const shapeOf = answers => {
  const bytes = `${meanOf(answers.map(answer => unframed(answer).length))} bytes`
  if (!answers[0].isChunked) return bytes
  const counts = new Set(answers.map(answer => sampleOf(answer).events.length))
  return `${[...counts].toSorted((a, b) => a - b).join(' to ')} events, ${bytes}`
}

/**
 * Starts a mock and both bare servers, which play back what it answers to the requests of a case. `shape` is how long its
 * answers are, `text` the body of one, `most` how many are played back.
 */
export const startWithPlayback = async (wanted, kind, most = SAMPLES[kind]) => {
  const request = requestsOf(wanted, kind)
  const { status } = wanted
  const mock = await startServer(silentMock(wanted.flags), request(0), { status })
  const answers = await answersOf(mock.port, wanted, request, most)
  const file = temporaryFile(JSON.stringify(answers.map(sampleOf)))
  const bare = []
  for (const program of [nodeHttp(file), fastify(file)]) {
    // the first one is played back to whoever asks whether it has started
    const server = await startServer(program, request(0), { status })
    const seen = await answersOf(server.port, wanted, request, answers.length)
    verify(program.name, [...answers.slice(1), answers[0]], seen)
    bare.push(server)
  }
  return { mock, bare, file, shape: shapeOf(answers), text: unframed(answers[0]).toString() }
}

/** A file of the mock's answers to a case, which the bare servers play back. */
export const samplesOf = async (wanted, kind) => {
  const request = requestsOf(wanted, kind)
  const server = await startServer(silentMock(wanted.flags), request(0), { status: wanted.status })
  const answers = await answersOf(server.port, wanted, request, SAMPLES[kind])
  await server.stop()
  return temporaryFile(JSON.stringify(answers.map(sampleOf)))
}

/** Such a file of plain successes. */
export const plainSamples = () => samplesOf(cases[0], 'equal')
