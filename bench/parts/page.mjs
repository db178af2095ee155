import { setTimeout as sleep } from 'node:timers/promises'
import { cases, kindsOfBodies, requestsOf } from '../cases.mjs'
import { openPage } from '../page-asks.mjs'
import { silentMock } from '../servers.mjs'
import { startServer } from '../start-server.mjs'
import { cellsOf, headOf, inTurns } from '../turns.mjs'
import { cpuTold } from '../usage.mjs'

/** The one whose CPU time is 1.00. */
const YARDSTICK = 'never opened'

/** What becomes of the console of each server. */
const pages = [
  { name: YARDSTICK, view: null },
  { name: 'opened, closed again', view: 'timeline', isLeft: true },
  { name: 'open, at the log', view: 'log' },
  { name: 'open, at the timeline', view: 'timeline' },
]

const startWithPage = async ({ name, view, isLeft }, request, status) => {
  const server = await startServer(silentMock([]), request(0), { status })
  if (view === null) return { name, server, request, page: null }
  const page = await openPage(server.port, { view })
  if (!isLeft) return { name, server, request, page }
  await sleep(1000)
  await page.close()
  return { name, server, request, page: null }
}

/** Measures one kind of bodies from start to end. */
const measure = async (wanted, kind, size) => {
  const request = requestsOf(wanted, kind)
  const all = []
  for (const page of pages) all.push(await startWithPage(page, request, wanted.status))
  const seen = await inTurns(all, wanted, size, new Map())
  const followed = all.flatMap(({ name, page }) => (page ? [`${name}: ${page.seen.entries}`] : []))
  await Promise.all(all.map(({ page }) => page?.close()))
  await Promise.all(all.map(({ server }) => server.stop()))
  return { seen, followed }
}

/** A part of the benchmark: what a request costs a server whose console nobody has opened, somebody has left, somebody looks at. */
export const pagePart = {
  name: 'page',
  title: 'the console, open and closed',
  run: async ({ size }) => {
    const [wanted] = cases
    const measured = {}
    for (const kind of size.kinds ?? kindsOfBodies) measured[kind] = await measure(wanted, kind, size)
    const kinds = Object.keys(measured)
    return {
      head: ['console', ...kinds.flatMap(kind => headOf(kind, YARDSTICK))],
      rows: pages.map(({ name }) => [
        name,
        ...kinds.flatMap(kind => cellsOf(measured[kind].seen.get(name), measured[kind].seen.get(YARDSTICK))),
      ]),
      notes: [
        `Servers without a log. The page is what it asks for, without a browser: its files, the journal as events, and every few seconds the sessions, at the timeline also the verdict. ${cpuTold}.`,
        ...kinds.map(kind => `Entries that were followed, ${kind} bodies: ${measured[kind].followed.join('; ')}.`),
      ],
      raw: Object.fromEntries(kinds.map(kind => [kind, Object.fromEntries(measured[kind].seen)])),
    }
  },
}
