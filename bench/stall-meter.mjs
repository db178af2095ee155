// Loaded into a server before anything else: the longest that its loop worked at a stretch, since the parent asked last.
import { workedNs } from './worked.mjs'

let longestNs = 0
let totalNs = 0
let before = workedNs()
// each turn of the loop begins where the one before ended; it never rests, so that none is missed
const turn = () => {
  const now = workedNs()
  const took = now - before
  if (took > longestNs) longestNs = took
  if (took > 1e6) totalNs += took
  before = now
  timer = setImmediate(turn)
}
let timer = null

process.on('message', asked => {
  if (asked === 'begin' && timer === null) {
    longestNs = 0
    totalNs = 0
    before = workedNs()
    timer = setImmediate(turn)
  }
  if (asked === 'end') {
    clearImmediate(timer)
    timer = null
  }
  process.send({ longestMs: longestNs / 1e6, totalMs: totalNs / 1e6 })
})
process.on('disconnect', () => process.exit(1))
