import { requestsOf } from './cases.mjs'
import { spread } from './figures.mjs'
import { countable, instructionsDuring } from './instructions.mjs'
import { load } from './load.mjs'
import { answersOf, eventsText, meanBytes, samplesFile, verify } from './samples.mjs'
import { bare, logging, mock, silent, startServer } from './servers.mjs'

const names = ['bare Fastify', 'mock, log off', 'mock, log on']

/** The heading of the lines below. */
export const answersHead = [
  'answer',
  'server',
  'requests/s',
  '× bare',
  'CPU µs/request',
  '× bare',
  ...(countable.length > 0 ? ['k instructions', '× bare'] : []),
]

/** Starts all servers of a case; the bare one plays back what the mock answers to the same requests. */
const startAll = async (wanted, requests) => {
  const silentMock = await startServer(mock([...silent, ...wanted.flags]), requests[0])
  const answers = await answersOf(silentMock, requests)
  const bareServer = await startServer(bare(samplesFile(answers)), requests[0])
  verify(wanted, answers, await answersOf(bareServer, requests))
  const loggingMock = await startServer(mock([...logging, ...wanted.flags]), requests[0])
  const what = `${wanted.title}${eventsText(answers)}, ${Math.round(meanBytes(answers))} bytes`
  return { servers: [bareServer, silentMock, loggingMock], what }
}

/** One bounded batch of requests: how many a second, and how much CPU time each took. */
const batch = async (server, requests, count) => {
  const before = await server.used()
  const { seconds } = await load({ port: server.port, request: i => requests[i % requests.length], count })
  const after = await server.used()
  return { perSecond: count / seconds, cpuMicros: (after.cpuMicros - before.cpuMicros) / count }
}

/** Measures all servers in turns; who begins changes from round to round. */
const inTurns = async (servers, requests, count, rounds) => {
  const seen = servers.map(() => [])
  for (let round = 0; round < rounds; round += 1) {
    for (let i = 0; i < servers.length; i += 1) {
      const turn = (round + i) % servers.length
      seen[turn].push(await batch(servers[turn], requests, count))
    }
  }
  return seen
}

/** Thousands of instructions per request of each server; null where nothing here can count them. */
const countInstructions = async (servers, requests, count) => {
  if (countable.length === 0) return null
  const all = []
  for (const server of servers) {
    all.push((await instructionsDuring(server.pid, () => batch(server, requests, count))) / count / 1000)
  }
  return all
}

/** The lines of the table for one case. */
const linesOf = (what, seen, instructions) =>
  seen.map((rounds, i) => {
    const all = key => spread(rounds.map(round => round[key]))
    const ratios = key =>
      i === 0
        ? ''
        : spread(
            rounds.map((round, n) => round[key] / seen[0][n][key]),
            2,
          )
    const counted = instructions && [
      instructions[i].toFixed(0),
      i === 0 ? '' : (instructions[i] / instructions[0]).toFixed(2),
    ]
    return [
      i === 0 ? what : '',
      names[i],
      all('perSecond'),
      ratios('perSecond'),
      all('cpuMicros'),
      ratios('cpuMicros'),
      ...(counted ?? []),
    ]
  })

/** Measures one case from start to end: a line for the bare server, one for the mock, one for the mock with its log on. */
export const compareAnswers = async (wanted, { rounds, requests: whole, streams, warmUp }) => {
  const requests = requestsOf(wanted)
  const count = wanted.body.stream ? streams : whole
  const { servers, what } = await startAll(wanted, requests)
  for (const server of servers) await batch(server, requests, wanted.body.stream ? warmUp / 3 : warmUp)
  const seen = await inTurns(servers, requests, count, rounds)
  const instructions = await countInstructions(servers, requests, count)
  await Promise.all(servers.map(server => server.stop()))
  return linesOf(what, seen, instructions)
}
