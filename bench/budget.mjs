import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('budget.json', import.meta.url)

/** How much more than its budget a server may need. */
export const TOLERANCE = 0.1

const YARDSTICK = 'Fastify'
/** What is compared: that of the others is nobody's here. */
const isOurs = name => name.startsWith('groq-mock')

/** What was counted for each case when the budget was written; nothing where there is no file. */
export const readBudget = () => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return {}
    throw new Error(`bench/budget.json can't be read: ${error.message}`, { cause: error })
  }
}

/** Puts new counts in the place of those of the same cases. */
export const writeBudget = counts => writeFileSync(file, `${JSON.stringify({ ...readBudget(), ...counts }, null, 2)}\n`)

/** The major number of a version of Node: the compiler differs from one to the next. */
const majorOf = node => node.split('.')[0]

/** Why the thousands of two counts can't be compared, only their ratios to the yardstick; null where they can. */
export const differenceOf = (budget, seen) => {
  if (budget.counter !== seen.counter) return `counted by ${seen.counter}, the budget by ${budget.counter}`
  if (majorOf(budget.node) !== majorOf(seen.node)) return `Node ${seen.node}, the budget has ${budget.node}`
  return null
}

/**
 * Each of our servers against its budget, for one case: `{ kind, name, thousands, ratio, growth, ratioGrowth, isOver }`. `growth` is
 * null where thousands can't be compared. A server without a budget is over it.
 */
export const againstBudget = (budget, seen) =>
  Object.entries(seen.thousands).flatMap(([kind, counts]) =>
    Object.keys(counts)
      .filter(isOurs)
      .map(name => {
        const was = budget?.thousands[kind]
        const thousands = counts[name]
        const ratio = thousands / counts[YARDSTICK]
        if (was?.[name] === undefined)
          return { kind, name, thousands, ratio, growth: null, ratioGrowth: null, isOver: true }
        const growth = differenceOf(budget, seen) === null ? thousands / was[name] - 1 : null
        const ratioGrowth = ratio / (was[name] / was[YARDSTICK]) - 1
        return {
          kind,
          name,
          thousands,
          ratio,
          growth,
          ratioGrowth,
          isOver: Math.max(growth ?? 0, ratioGrowth) > TOLERANCE,
        }
      }),
  )
