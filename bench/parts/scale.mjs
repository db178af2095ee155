import { startBalancer, whyNoBalancer } from '../../examples/scale/processes.mjs'
import { question } from '../cases.mjs'
import { spread } from '../figures.mjs'
import { CONNECTIONS, chatRequest, load } from '../load.mjs'
import { silentMock } from '../servers.mjs'
import { startServer } from '../start-server.mjs'
import { cpuOf } from '../usage.mjs'

/** So many sessions at once; a balancer spreads them. */
const SESSIONS = 64

const request = i => chatRequest(question(i), {}, `/session/s${i % SESSIONS}/openai/v1/chat/completions`)

/** CPU time so far of some processes together, in µs; null where the system does not tell. */
const microsOf = pids => {
  const all = pids.map(pid => cpuOf(pid)?.micros ?? null)
  return all.includes(null) ? null : all.reduce((sum, micros) => sum + micros, 0)
}

/** Loads the ports of a set-up for some seconds, its connections spread over them. */
const turn = async ({ ports, mocks, balancers }, seconds) => {
  const before = [mocks, balancers].map(microsOf)
  const loads = await Promise.all(
    ports.map(port => load({ port, request, seconds, connections: CONNECTIONS / ports.length, status: 200 })),
  )
  const count = loads.reduce((sum, one) => sum + one.count, 0)
  const after = [mocks, balancers].map(microsOf)
  const [mock, balancer] = after.map((micros, i) => (micros === null ? null : (micros - before[i]) / count))
  return { perSecond: count / Math.max(...loads.map(one => one.seconds)), mock, balancer }
}

/** What is compared: one process and two, at their own ports and behind the balancer of the example. */
const setUps = async mocks => {
  const pids = mocks.map(({ pid }) => pid)
  const [one, two] = mocks.map(({ port }) => port)
  const alone = [
    { name: 'one process', ports: [one], mocks: [pids[0]], balancers: [] },
    { name: 'two, at their own addresses', ports: [one, two], mocks: pids, balancers: [] },
  ]
  const why = whyNoBalancer()
  if (why !== null) return { all: alone, why, stop: async () => {} }
  const single = await startBalancer([mocks[0], mocks[0]])
  const double = await startBalancer(mocks)
  return {
    all: [
      ...alone,
      { name: 'one process behind HAProxy', ports: [single.port], mocks: [pids[0]], balancers: [single.pid] },
      { name: 'two behind HAProxy', ports: [double.port], mocks: pids, balancers: [double.pid] },
    ],
    why,
    stop: () => Promise.all([single.stop(), double.stop()]),
  }
}

/** A part of the benchmark: what more than one process brings, and what a balancer costs. */
export const scalePart = {
  name: 'scale',
  title: 'one process and two, behind a balancer and not',
  pinsTold: 'nothing but the load is pinned to a core, and servers share that core too',
  run: async ({ size: { turns, seconds, warmUpSeconds } }) => {
    const options = { isPinned: false }
    const mocks = [
      await startServer(silentMock([]), request(0), options),
      await startServer(silentMock([]), request(0), options),
    ]
    const { all, why, stop } = await setUps(mocks)
    const seen = new Map(all.map(({ name }) => [name, []]))
    for (const one of all) await turn(one, warmUpSeconds)
    for (let round = 0; round < turns; round += 1)
      for (let i = 0; i < all.length; i += 1) {
        const one = all[(round + i) % all.length]
        seen.get(one.name).push(await turn(one, seconds))
      }
    await stop()
    const cell = (turnsOf, key, digits = 0) =>
      turnsOf.some(one => one[key] === null)
        ? '—'
        : spread(
            turnsOf.map(one => one[key]),
            digits,
          )
    const first = seen.get(all[0].name)
    return {
      head: ['', 'requests/s', '× one process', 'CPU of the mock, µs', 'CPU of the balancer, µs'],
      rows: [...seen].map(([name, turnsOf]) => [
        name,
        cell(turnsOf, 'perSecond'),
        spread(
          turnsOf.map(({ perSecond }, i) => perSecond / first[i].perSecond),
          2,
        ),
        cell(turnsOf, 'mock'),
        cell(turnsOf, 'balancer'),
      ]),
      notes: [
        `${SESSIONS} sessions, ${CONNECTIONS} connections, differing bodies.`,
        ...(why === null ? [] : [`Behind a balancer it was not measured: ${why}.`]),
      ],
      raw: Object.fromEntries(seen),
    }
  },
}
