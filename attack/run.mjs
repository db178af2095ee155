// `npm run attack`: hostile requests of every kind against a server of its own, and what must hold afterwards. CONTRIBUTING.md says how.
import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { cleanUp } from './clean-up.mjs'
import { figuresOf, heldAfter, quiet, STALL_MS, sum } from './figures.mjs'
import { watchHealth } from './health.mjs'
import { startServer } from './server.mjs'
import { shoot } from './shoot.mjs'
import { shotOf } from './shots.mjs'
import { shrink } from './shrink.mjs'
import { soak } from './soak.mjs'

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    soak: { type: 'boolean' },
    heaps: { type: 'string' },
  },
})
const wholeNumber = (name, usual) => {
  const value = Number(flags[name] ?? usual)
  if (Number.isSafeInteger(value) && value >= 0) return value
  process.stderr.write(`--${name} is ${JSON.stringify(flags[name])}; expected a whole number.\n`)
  process.exit(2)
}
const seed = wholeNumber('seed', Math.floor(Math.random() * 1e9))
const seconds = wholeNumber('seconds', flags.soak ? 300 : 600)

const CLIENTS = 24
const WARM_UP = 600
const SHRINK_MS = 20_000
const MOST_SUSPECTS = 20
const print = text => process.stdout.write(`${text}\n`)

/** Shots from a number on, by many clients at once, until there are enough or the time is over. */
const fire = async (server, from, { most = Infinity, untilMs = Infinity }, onShot) => {
  let next = from
  const client = async () => {
    while (next < from + most && performance.now() < untilMs && server.seen.ended === null) {
      const shot = shotOf(seed, next)
      next += 1
      await onShot(shot, () => shoot(server.port, shot))
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return next - from
}

/** What is sent first: the first request of a kind takes its time, as much is loaded and compiled for it. */
const WARMING = Array.from({ length: 40 }, (_, number) => shotOf(0, number))
  .filter(({ sure }) => sure)
  .map(({ bytes }) => bytes)

/** Whether a shot alone brings it about, on a server of its own: what went wrong, or null. */
const failsAlone = async shot => {
  const server = await startServer()
  try {
    for (const bytes of WARMING) await shoot(server.port, { bytes, way: 'whole' })
    await server.ask('restart the meter')
    const { isBug } = await shoot(server.port, shot)
    await quiet(server)
    const { seen } = server
    if (seen.ended !== null) return 'it ends the server'
    if (isBug || seen.errors.length > 0) return `it meets a bug: ${seen.errors[0] ?? ''}`.slice(0, 1000)
    if (seen.busiestMs > STALL_MS / 2) return `it holds the loop for ${seen.busiestMs.toFixed(0)} ms`
    const [arrived, journaled] = [sum(seen.arrived), sum(seen.journaled)]
    if (arrived !== journaled) return `${arrived} arrived and ${journaled} were journaled`
    if (shot.sure && journaled !== WARMING.length + 1) return 'it has no entry'
    return null
  } finally {
    await server.stop()
  }
}

/** Tries the shots that may be the reason one by one, and prints the shortest that is. */
const explain = async suspects => {
  for (const number of [...new Set(suspects)].slice(0, MOST_SUSPECTS)) {
    const shot = shotOf(seed, number)
    const why = await failsAlone(shot)
    if (why === null) continue
    const shortest = await shrink(shot, async tried => (await failsAlone(tried)) !== null, SHRINK_MS)
    print(`shot ${number} (${shot.kind}, ${shot.way}): ${why}`)
    print(`again: npm run attack -- --seed ${seed} --only ${number}`)
    print(`its shortest form, ${shortest.bytes.length} of ${shot.bytes.length} bytes:`)
    print(JSON.stringify(shortest.bytes.toString('latin1').slice(0, 4000)))
    return
  }
  print(
    suspects.length === 0
      ? 'no single shot is suspected'
      : `none of these shots does it alone: ${suspects.slice(0, MOST_SUSPECTS).join(', ')}`,
  )
}

/** Snapshots for the tools of Chrome, where they were asked for: what of the heap is not given back, and who holds it. */
const writeHeap = async (server, name) => {
  if (flags.heaps !== undefined) await server.ask('write the heap', join(flags.heaps, `${name}.heapsnapshot`))
}

const attack = async () => {
  const server = await startServer()
  const [sure, mayHaveNone, bugs, stalls, underWay] = [new Set(), new Set(), [], [], new Map()]
  // requests that were under way when the server was slow, or not long before
  const suspects = at =>
    [...underWay].filter(([, { began, ended }]) => began <= at && (ended ?? at) >= at - 1000).map(([number]) => number)
  const onShot = async (shot, send) => {
    if (shot.sure) sure.add(shot.number)
    if (shot.mayHaveNone) mayHaveNone.add(shot.number)
    underWay.set(shot.number, { began: Date.now() })
    if (underWay.size > 2000) underWay.delete(underWay.keys().next().value)
    const { isBug } = await send()
    if (isBug) bugs.push(shot.number)
    const known = underWay.get(shot.number)
    if (known) known.ended = Date.now()
  }
  await fetch(`http://127.0.0.1:${server.port}/openai/v1/models`)
  await fire(server, 0, { most: WARM_UP }, onShot)
  await quiet(server)
  await cleanUp(server.port)
  const { held: before } = await server.ask('what is held?')
  await writeHeap(server, 'before')
  await server.ask('restart the meter')
  const health = watchHealth(server.port, STALL_MS, at => stalls.push(...suspects(at)))
  const began = performance.now()
  const sent = WARM_UP + (await fire(server, WARM_UP, { untilMs: began + seconds * 1000 }, onShot))
  const tookMs = performance.now() - began
  await quiet(server)
  await health.stop()
  const { busiestMs } = server.seen
  const { held: full = before } = await server.ask('what is held?')
  const left = server.seen.ended === null ? await cleanUp(server.port) : []
  const after = await heldAfter(server, before)
  await writeHeap(server, 'after')
  print(
    `attack: seed ${seed}, ${sent} shots, ${Math.round((sent - WARM_UP) / (tookMs / 1000))} a second for ${(tookMs / 1000).toFixed(0)} s`,
  )
  const seen = { sure, mayHaveNone, bugs, health: health.seen, stalls, busiestMs }
  const figures = figuresOf({ server, ...seen, before, full, left, after })
  await server.stop()
  return figures
}

const report = async figures => {
  for (const { name, ok, said } of figures) print(`${ok ? 'ok     ' : 'FAILED '} ${name}: ${said}`)
  const failed = figures.filter(({ ok }) => !ok)
  if (failed.length > 0) {
    print(`seed ${seed}: npm run attack -- --seed ${seed} --seconds ${seconds}${flags.soak ? ' --soak' : ''}`)
    if (!flags.soak) await explain(failed.flatMap(({ shots }) => shots))
  }
  print(`attack: ${figures.length - failed.length} passed, ${failed.length} failed`)
  return failed.length === 0 ? 0 : 1
}

const only = async number => {
  const shot = shotOf(seed, number)
  print(`shot ${number} (${shot.kind}, ${shot.way}): ${JSON.stringify(shot.bytes.toString('latin1').slice(0, 2000))}`)
  const why = await failsAlone(shot)
  print(why ?? 'nothing goes wrong')
  return why === null ? 0 : 1
}

const code =
  flags.only === undefined
    ? await report(flags.soak ? await soak({ seed, seconds, print }) : await attack())
    : await only(wholeNumber('only', 0))
if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
process.exit(code)
