// `npm run bench`: the mock beside bare servers that send the same bytes, and beside its peers. README.md says how to read it.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { about, aboutText } from './about.mjs'
import { cases } from './cases.mjs'
import { check } from './check.mjs'
import { table } from './figures.mjs'
import { answersPart } from './parts/answers.mjs'
import { bodiesPart } from './parts/bodies.mjs'
import { delayPart } from './parts/delay.mjs'
import { instructionsPart } from './parts/instructions.mjs'
import { leftPart } from './parts/left.mjs'
import { memoryPart } from './parts/memory.mjs'
import { pacedPart } from './parts/paced.mjs'
import { pagePart } from './parts/page.mjs'
import { scalePart } from './parts/scale.mjs'
import { startPart } from './parts/start.mjs'
import { pinLoad } from './pins.mjs'
import { sizes } from './sizes.mjs'
import { stopAll } from './start-server.mjs'

const parts = [
  ...cases.map(answersPart),
  startPart,
  memoryPart,
  bodiesPart,
  delayPart,
  pacedPart,
  leftPart,
  pagePart,
  scalePart,
  instructionsPart,
]

const USAGE = `Usage: npm run bench -- [PARTS…] [flags]

Parts (default: all)
${parts.map(({ name, title }) => `  ${name.padEnd(14)}${title}`).join('\n')}

Flags
  --peers         measure other mock servers too, where they have the like (npm run bench:peers installs them)
  --quick         less of everything
  --tiny          only tries that everything runs; its figures mean nothing
  --json FILE     write the figures of each turn into this file too
  --check         count instructions and compare them with bench/budget.json; exit code 1 above 10 %
  --write-budget  count them and write them there
  --help          show this help
`

const print = text => process.stdout.write(`${text}\n`)

/** What was asked for that there is not. */
class UsageError extends Error {}

/** What is asked for; an error where it is not understood. */
const asked = args => {
  const flag = { type: 'boolean', default: false }
  const { values, positionals } = parseArgs({
    args,
    options: {
      peers: flag,
      quick: flag,
      tiny: flag,
      json: { type: 'string' },
      check: flag,
      'write-budget': flag,
      help: flag,
    },
    allowPositionals: true,
  })
  const counts = values.check || values['write-budget']
  const known = (counts ? cases : parts).map(({ name }) => name)
  const unknown = positionals.filter(name => !known.includes(name))
  if (unknown.length > 0)
    throw new UsageError(
      `there is no ${counts ? 'case' : 'part'} ${unknown.join(', ')}; there are: ${known.join(', ')}`,
    )
  if (counts && (values.quick || values.tiny || values.peers))
    throw new UsageError('--check and --write-budget always count the same: leave --quick, --tiny and --peers out')
  return { ...values, counts, names: positionals.length > 0 ? positionals : known }
}

const report = { tables: [] }

/** Writes what there is so far: a long run that is ended has not been for nothing. */
const save = file => {
  if (file) writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
}

/** Runs one part and prints its table; false where it could not be measured. */
const runPart = async (part, { size, peers, args, json }) => {
  const facts = { ...about({ args, peers }), ...(part.pinsTold ? { pins: part.pinsTold } : {}) }
  print(`### ${part.title}\n`)
  try {
    const { head, rows, notes, raw } = await part.run({ size, peers })
    print(`${table([head, ...rows])}\n`)
    print(`${[...notes.map(note => note.trim()), aboutText(facts)].join('\n\n')}\n`)
    report.tables.push({ name: part.name, title: part.title, about: facts, head, rows, notes, raw })
    save(json)
    return true
  } catch (error) {
    print(`${part.name} could not be measured: ${error.message}\n`)
    return false
  } finally {
    await stopAll()
  }
}

const main = async args => {
  const { names, counts, help, ...flags } = asked(args)
  if (help) return print(USAGE)
  // whoever can't write there should know it before all is measured
  save(flags.json)
  pinLoad()
  if (counts) {
    const facts = about({ args, peers: false })
    const { isGood, seen } = await check({ names, size: sizes.normal, facts, writes: flags['write-budget'], print })
    print(`\n${aboutText(facts)}`)
    report.tables.push({ name: 'check', about: facts, raw: seen })
    save(flags.json)
    if (!isGood) process.exitCode = 1
    return
  }
  const size = sizes[flags.tiny ? 'tiny' : flags.quick ? 'quick' : 'normal']
  for (const part of parts.filter(({ name }) => names.includes(name)))
    if (!(await runPart(part, { size, args, ...flags }))) process.exitCode = 1
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`bench: ${error.message}\n`)
  // a server that still runs goes with this process
  process.exit(error.code?.startsWith('ERR_PARSE_ARGS') || error instanceof UsageError ? 2 : 1)
}
