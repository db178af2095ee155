import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** A stall that a second client sees is at most so long. */
export const STALL_MS = 250
/** So much may the sessions still count as theirs: what one that is empty takes. */
const SESSION_BYTES = 64 * 1024
/** So much may the heap have grown after all is given back, beside what is compiled: caches, and what V8 has learned of our code. */
const HEAP_BYTES = 12 * 1024 ** 2
/** So much may what is compiled have grown. It comes and goes with V8's guesses, and grows on where nothing of ours does. */
const CODE_BYTES = 48 * 1024 ** 2
const QUIET_MS = 20_000
const MIB = 1024 ** 2

const mib = bytes => `${(bytes / MIB).toFixed(1)} MiB`

/** How many all are. */
export const sum = counts => [...counts.values()].reduce((all, count) => all + count, 0)

/** What of the heap is not compiled code. */
const objectBytes = ({ heapBytes, codeBytes }) => heapBytes - codeBytes

/** Waits until what has arrived is journaled too, or that does not come. */
export const quiet = async ({ ask, seen }) => {
  const giveUpMs = performance.now() + QUIET_MS
  for (;;) {
    await ask('what is new?')
    if (seen.ended !== null || sum(seen.arrived) <= sum(seen.journaled) || performance.now() > giveUpMs) return
    await sleep(100)
  }
}

/** What is held once all is given back: asked until it is as little as before, or that does not come. */
export const heldAfter = async ({ ask, seen }, before) => {
  const giveUpMs = performance.now() + QUIET_MS
  for (;;) {
    const { held } = await ask('what is held?')
    const isBack =
      held &&
      held.sockets <= before.sockets &&
      held.timers <= before.timers &&
      held.underWay === 0 &&
      objectBytes(held) - objectBytes(before) < HEAP_BYTES
    if (isBack || seen.ended !== null || performance.now() > giveUpMs) return held ?? before
    await sleep(500)
  }
}

/** Numbers of which one list has more than the other, without those that may. */
const missing = (more, less, mayMiss) =>
  [...more]
    .filter(([number, count]) => number >= 0 && count > (less.get(number) ?? 0) && !mayMiss(number))
    .map(([number]) => number)

/** Each figure with whether it is as it should be, and the numbers of shots that may be the reason. */
export const figuresOf = ({
  server: { seen },
  sure,
  mayHaveNone,
  bugs,
  health,
  stalls,
  busiestMs,
  before,
  full,
  left,
  after,
}) => {
  const [arrived, journaled] = [sum(seen.arrived), sum(seen.journaled)]
  const lost = missing(seen.arrived, seen.journaled, () => false)
  const forgotten = lost.filter(number => mayHaveNone.has(number)).length
  const unsent = [...sure].filter(number => seen.journaled.get(number) !== 1)
  // a machine that does other things makes everything wait; but nobody waits so long for that alone
  const isBusy = busiestMs > 0.8 * STALL_MS || health.longestMs > 10 * STALL_MS
  const stalled = health.longestMs > STALL_MS && isBusy
  const figure = (name, ok, said, shots = []) => ({ name, ok, said, shots })
  return [
    figure(
      'alive',
      seen.ended === null && health.answers > 0,
      seen.ended === null
        ? `${health.answers} answers of /health`
        : `it ended with ${seen.ended}: ${seen.stderr.slice(0, 1000)}`,
    ),
    figure(
      'sent = journaled',
      unsent.length === 0,
      `${sure.size} were sent whole and well framed, ${sure.size - unsent.length} have their one entry${unsent.length === 0 ? '' : `; of shot ${unsent[0]} ${seen.arrived.get(unsent[0]) ?? 0} arrived and ${seen.journaled.get(unsent[0]) ?? 0} are journaled`}`,
      unsent,
    ),
    figure(
      'arrived = journaled',
      // the entry of one of these may have come all the same, without its number: its bytes were no HTTP any more
      journaled >= arrived - forgotten && journaled <= arrived,
      `${arrived} arrived, bytes that are no HTTP too, and ${journaled} are journaled; ${forgotten} may be of sessions that were reset meanwhile`,
      lost.filter(number => !mayHaveNone.has(number)),
    ),
    figure('no bug', bugs.length === 0, `${bugs.length} answers with x-mock-bug`, bugs),
    figure(
      'no error in the log',
      seen.errors.length === 0,
      seen.errors.length === 0 ? 'no line of level error' : seen.errors[0].slice(0, 2000),
    ),
    figure('sockets back', after.sockets <= before.sockets, `${before.sockets} before, ${after.sockets} after`),
    figure('timers back', after.timers <= before.timers, `${before.timers} before, ${after.timers} after`),
    figure(
      'sessions out of use',
      after.underWay === 0,
      `${after.underWay} requests are still held to be under way in their sessions`,
    ),
    // what they remember is bounded and may fill up; once they are gone it must be gone too, and what the heap then has more is a leak
    figure(
      'sessions back',
      left.length === 0 && after.sessionBytes - before.sessionBytes < SESSION_BYTES,
      `${mib(full.sessionBytes)} counted by the sessions at the end, ${mib(after.sessionBytes)} once they are gone${left.length === 0 ? '' : `; still there: ${left.slice(0, 10).join(', ')}`}`,
    ),
    figure(
      'heap back',
      objectBytes(after) - objectBytes(before) < HEAP_BYTES,
      `${mib(objectBytes(before))} before, ${mib(objectBytes(full))} at the end, ${mib(objectBytes(after))} once all is taken back, at most ${mib(HEAP_BYTES)} more`,
    ),
    figure(
      'compiled code',
      after.codeBytes - before.codeBytes < CODE_BYTES,
      `${mib(before.codeBytes)} before, ${mib(after.codeBytes)} after, at most ${mib(CODE_BYTES)} more`,
    ),
    figure(
      'longest stall',
      !stalled,
      `${health.longestMs.toFixed(0)} ms seen by a second client, at most ${STALL_MS}; the server worked ${busiestMs.toFixed(0)} ms at a stretch${health.longestMs > STALL_MS && !isBusy ? `: the machine was busy with other things (load ${loadavg()[0].toFixed(1)})` : ''}`,
      stalls,
    ),
  ]
}
