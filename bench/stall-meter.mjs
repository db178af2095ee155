// Loaded into a server before anything else: the longest that its loop worked at a stretch, since the parent asked last.
import { openSync, readSync } from 'node:fs'

/** Of the loop's own thread, in nanoseconds; what other processes take of the machine is not in it. Linux alone tells it. */
const meter = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r')
const bytes = Buffer.alloc(64)
const workedNs = () => Number.parseInt(bytes.latin1Slice(0, readSync(meter, bytes, 0, 64, 0)), 10)

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
