import { spread } from './figures.mjs'
import { load } from './load.mjs'
import { hasOwnCore } from './pins.mjs'

/** One turn of a server: how many requests a second, and how much CPU time each took, in all and without the system. */
const turn = async ({ server, request }, { status }, seconds) => {
  const before = await server.cpu()
  const sent = await load({ port: server.port, request, seconds, status, awake: hasOwnCore })
  const after = await server.cpu()
  return {
    perSecond: sent.count / sent.seconds,
    cpuMicros: (after.micros - before.micros) / sent.count,
    userMicros: (after.userMicros - before.userMicros) / sent.count,
    busy: sent.busy,
  }
}

/** Measures all servers in turns; who begins changes from round to round. */
export const inTurns = async (all, wanted, { turns, seconds, warmUpSeconds }, notes) => {
  const measured = all.filter(({ server }) => server)
  const seen = new Map(all.map(({ name }) => [name, []]))
  const able = []
  for (const each of measured)
    try {
      await turn(each, wanted, warmUpSeconds)
      able.push(each)
    } catch (error) {
      if (!each.isPeer) throw error
      notes.set(each.name, error.message)
    }
  for (let round = 0; round < turns; round += 1)
    for (let i = 0; i < able.length; i += 1) {
      const each = able[(round + i) % able.length]
      seen.get(each.name).push(await turn(each, wanted, seconds))
    }
  return seen
}

/** The cells of one server for one kind of bodies, beside the one whose CPU time is 1.00. */
export const cellsOf = (rounds, bare) => {
  if (rounds.length === 0) return ['—', '—', '—', '—', '—']
  const timesBare = key => {
    const ratios = rounds.map((round, i) => round[key] / bare[i][key])
    // too few requests for the clock of the system, as in a tiny run
    return ratios.every(Number.isFinite) ? spread(ratios, 2) : '—'
  }
  return [
    spread(rounds.map(({ cpuMicros }) => cpuMicros)),
    timesBare('cpuMicros'),
    timesBare('userMicros'),
    spread(rounds.map(({ perSecond }) => perSecond)),
    `${Math.round(100 * Math.max(...rounds.map(({ busy }) => busy)))} %`,
  ]
}

/** The heads of these cells. */
export const headOf = (kind, yardstick) => [`CPU µs, ${kind}`, `× ${yardstick}`, 'user ×', 'requests/s', 'load busy']
