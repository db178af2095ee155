/**
 * As much of an automaton of `re2js` as is looked at: it makes a state for each set of places where a text can stand in its
 * program, keeps them as long as the expression is there, and has a budget of 8 MiB for each (docs/facts/node.md §10).
 */
export interface Automaton {
  readonly stateBudget: number
  readonly memBudget: number
  clearCache(): void
}

const MOST_BYTES = 64 * 1024 ** 2
/** An expression that keeps less is not counted. */
const LEAST_BYTES = 4096

let round = 0
let bytes = 0
let grown: WeakRef<Automaton>[] = []

/** What the automata of all expressions keep, in bytes as they count them. */
export const automataBytes = (): number => bytes

const forgetAll = (): void => {
  for (const one of grown) one.deref()?.clearCache()
  grown = []
  bytes = 0
  round += 1
}

/** Counts what one expression keeps, when it has looked at a text; where all keep too much, all begin anew. */
export const automatonCount = (): ((automaton: Automaton) => void) => {
  let counted = 0
  let inRound = -1
  return automaton => {
    const now = automaton.stateBudget - automaton.memBudget
    if (now < LEAST_BYTES || (inRound === round && now <= counted)) return
    if (inRound !== round) {
      grown.push(new WeakRef(automaton))
      inRound = round
      counted = 0
    }
    bytes += now - counted
    counted = now
    if (bytes > MOST_BYTES) forgetAll()
  }
}
