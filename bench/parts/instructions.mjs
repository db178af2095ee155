import { cases } from '../cases.mjs'
import { countCase, counter, NO_COUNTER } from '../instructions.mjs'

const YARDSTICK = 'Fastify'

/** The rows of one case. */
const rowsOf = (title, counts) => {
  const kinds = Object.values(counts)
  return Object.keys(kinds[0]).map((name, i) => [
    i === 0 ? title : '',
    name,
    ...kinds.flatMap(seen => [seen[name].toFixed(0), (seen[name] / seen[YARDSTICK]).toFixed(2)]),
  ])
}

/** A part of the benchmark: instructions of user code a request, which are the same on a busy machine as on an idle one. */
export const instructionsPart = {
  name: 'instructions',
  title: 'instructions a request',
  run: async ({ size }) => {
    const by = counter()
    if (!by) return { head: ['instructions a request'], rows: [['—']], notes: [NO_COUNTER], raw: null }
    const raw = {}
    for (const wanted of cases) raw[wanted.name] = await countCase(by, wanted, size)
    const kinds = Object.keys(Object.values(raw)[0])
    return {
      head: ['answer', 'server', ...kinds.flatMap(kind => [`thousands, ${kind}`, `× ${YARDSTICK}`])],
      rows: cases.flatMap(({ name, title }) => rowsOf(title, raw[name])),
      notes: [
        `Instructions of user code, counted by ${by}: the median of ${size.instructions.batches} batches that agree.`,
      ],
      raw,
    }
  },
}
