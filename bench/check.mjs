import { againstBudget, differenceOf, readBudget, TOLERANCE, writeBudget } from './budget.mjs'
import { cases } from './cases.mjs'
import { table } from './figures.mjs'
import { countCase, counter, guarded, NO_COUNTER } from './instructions.mjs'

const HEAD = ['answer', 'bodies', 'server', 'thousands', 'to budget', '× Fastify', 'to budget', '']

const percent = growth => (growth === null ? '—' : `${growth < 0 ? '' : '+'}${(growth * 100).toFixed(1)} %`)

const verdictOf = ({ growth, ratioGrowth, isOver }) => {
  if (ratioGrowth === null) return 'NO BUDGET'
  if (isOver) return 'OVER'
  return Math.min(growth ?? 0, ratioGrowth) < -TOLERANCE ? 'well below: renew the budget' : ''
}

const rowOf = (name, line) => [
  name,
  line.kind,
  line.name,
  line.thousands.toFixed(0),
  percent(line.growth),
  line.ratio.toFixed(2),
  percent(line.ratioGrowth),
  verdictOf(line),
]

/** Counts the cases of these names, as the budget was counted. */
const countAll = async (names, size, { node, commit, date }) => {
  const by = counter()
  if (!by) throw new Error(NO_COUNTER)
  const seen = {}
  for (const wanted of cases.filter(({ name }) => names.includes(name)))
    seen[wanted.name] = { counter: by, node, commit, date, thousands: await countCase(by, wanted, size, guarded) }
  return seen
}

/**
 * Counts instructions and compares them with bench/budget.json, or writes them there. Prints what it saw; false where something
 * is over its budget.
 */
export const check = async ({ names, size, facts, writes, print }) => {
  const seen = await countAll(names, size, facts)
  const budget = readBudget()
  const lines = Object.entries(seen).flatMap(([name, one]) =>
    againstBudget(budget[name], one).map(line => ({ case: name, ...line })),
  )
  print(`${table([HEAD, ...lines.map(line => rowOf(line.case, line))])}\n`)
  for (const [name, one] of Object.entries(seen)) {
    const why = budget[name] && differenceOf(budget[name], one)
    if (why) print(`${name}: only the ratio is compared: ${why}`)
  }
  if (writes) {
    writeBudget(seen)
    print(`bench/budget.json has new counts of: ${Object.keys(seen).join(', ')}`)
    return { isGood: true, seen }
  }
  const isGood = lines.every(({ isOver }) => !isOver)
  print(
    isGood
      ? `no more than ${TOLERANCE * 100} % above the budget`
      : `above the budget by more than ${TOLERANCE * 100} %, or not in it. If that is meant: npm run bench -- --write-budget ${Object.keys(seen).join(' ')}`,
  )
  return { isGood, seen }
}
