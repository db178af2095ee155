import { workedNs } from './worked.mjs'

const TIMES = 9
// what a server of JSON does most: names, numbers and short texts, some three megabytes of them
const fixed = JSON.stringify(
  Array.from({ length: 40_000 }, (_, i) => ({ id: i, name: `name ${i}`, tags: ['a', 'b'], share: i / 7 })),
)

/**
 * How long a fixed piece of work takes on this machine now, in milliseconds of processor time: figures that were measured at
 * different hours, or on different machines, can be compared by it.
 */
export const calibrationMs = () => {
  const took = Array.from({ length: TIMES }, () => {
    const before = workedNs()
    JSON.parse(fixed)
    return (workedNs() - before) / 1e6
  })
  return took.toSorted((a, b) => a - b)[Math.floor(TIMES / 2)]
}
