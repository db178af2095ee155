// `npm run bench`: the mock against a bare Fastify route that does the same on the wire. README.md says how to read it.
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { answersHead, compareAnswers } from './answers.mjs'
import { callgrindHead, compareByCallgrind } from './callgrind.mjs'
import { cases } from './cases.mjs'
import { table } from './figures.mjs'
import { countable } from './instructions.mjs'
import { compareMemory } from './memory.mjs'
import { compareStarts } from './starts.mjs'

const { values: flags, positionals: parts } = parseArgs({
  options: { quick: { type: 'boolean' }, soak: { type: 'boolean' }, callgrind: { type: 'boolean' } },
  allowPositionals: true,
})

const normal = {
  rounds: 7,
  requests: 4000,
  streams: 1500,
  warmUp: 6000,
  starts: 9,
  memory: [20_000, 100_000],
  seconds: 40,
}
const quick = { rounds: 3, requests: 1500, streams: 500, warmUp: 2000, starts: 3, memory: [5000, 15_000], seconds: 15 }
const soak = { memory: [200_000, 1_000_000], seconds: 1800 }
const size = { ...(flags.quick ? quick : normal), ...(flags.soak ? soak : {}) }

const print = text => process.stdout.write(`${text}\n`)
const isWanted = name => parts.length === 0 || parts.includes(name)

/** The lines of all cases that are wanted. */
const linesOf = async compare => {
  const lines = []
  for (const wanted of cases.filter(({ name }) => isWanted(name))) lines.push(...(await compare(wanted, size)))
  return lines
}

/** Counts instructions, and nothing else. */
const runCallgrind = async () => print(table([callgrindHead, ...(await linesOf(compareByCallgrind))]))

/** Measures everything that is wanted and prints it as it comes. */
const run = async () => {
  const lines = await linesOf(compareAnswers)
  if (lines.length > 0) {
    print(`${table([answersHead, ...lines])}\n`)
    print(`perf stat: ${countable.length > 0 ? `counts ${countable.join(' + ')}` : 'not supported here'}\n`)
  }
  if (isWanted('start')) print(`${table(await compareStarts(size))}\n`)
  if (isWanted('memory')) print(`${table(await compareMemory(size))}\n`)
}

print(`Node ${process.version}, ${availableParallelism()} cores, ${process.platform} ${process.arch}\n`)
await (flags.callgrind ? runCallgrind() : run())
