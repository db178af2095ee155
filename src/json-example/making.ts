import { namesOf } from '../json-value.ts'
import type { Luck } from '../luck.ts'

/** Where in the value something is made. */
export interface Place {
  /** The property, or the one that holds the list. */
  readonly name: string
  /** Unlike any other of the value: luck hangs on it. */
  readonly path: string
  readonly depth: number
}

/** How much the examples of one answer may take together: counted, not measured, so that equal requests get equal answers. */
export interface Budget {
  /** Twenty-five of them are about a microsecond. */
  stepsLeft: number
  /** Whether anything had to be left out for want of steps. */
  isSpent: boolean
  /** The patterns that were paid for. */
  readonly compiled: Set<string>
}

/** A budget of some twenty milliseconds. */
export const freshBudget = (): Budget => ({ stepsLeft: STEPS, isSpent: false, compiled: new Set() })

/** One example while it is made. */
export interface Making {
  /** The whole schema: what local references are looked up in. */
  readonly root: unknown
  readonly luck: Luck
  /** Makes the value of a schema that stands inside another one. */
  readonly make: (schema: unknown, place: Place) => unknown
  /** How much may still be made: references can make a small schema stand for a huge value. */
  effortLeft: number
  /** How much may still be checked. */
  checksLeft: number
  /** What all examples of one answer share. */
  readonly budget: Budget
  /** Counts the tries: what is drawn moves with it. */
  turn: number
}

/** How much one schema may bring about. */
export const EFFORT = 3000
/** How many keywords are held against a value before it is taken as it is. */
export const CHECKS = 30_000
const STEPS = 500_000
/** Of a value, and of a keyword that is held against one. */
const STEPS_OF_A_VALUE = 100
const STEPS_OF_A_CHECK = 20
/** Of a name or an item that has to be gone through. */
const STEPS_OF_A_MEMBER = 8
/** From here on as little as possible is made, so that schemas that contain themselves come to an end. */
export const DEEP = 4
/** Deeper than this nothing is made. */
export const DEEPEST = 40

const LETTERS_PER_EFFORT = 64

/** Takes steps; false where there are not so many left. */
export const takeSteps = ({ budget }: Making, steps: number): boolean => {
  if (steps > budget.stepsLeft) budget.isSpent = true
  if (budget.isSpent) return false
  budget.stepsLeft -= steps
  return true
}

/** Takes what one value costs, more for a long text; false where nothing is left. */
export const spend = (making: Making, letters = 0): boolean => {
  making.effortLeft -= 1 + Math.floor(letters / LETTERS_PER_EFFORT)
  return making.effortLeft >= 0 && takeSteps(making, STEPS_OF_A_VALUE)
}

/** Takes what a long text costs beyond that. */
export const spendLetters = (making: Making, letters: number): void => {
  making.effortLeft -= Math.floor(letters / LETTERS_PER_EFFORT)
}

/** Takes what holding a keyword against a value costs; false where nothing is left. */
export const spendCheck = (making: Making, cost: number): boolean => {
  making.checksLeft -= cost
  return making.checksLeft >= 0 && takeSteps(making, STEPS_OF_A_CHECK * cost)
}

// the names of very many items would take long to list, and are as many
const membersOf = (value: unknown): number => {
  if (Array.isArray(value)) return 1 + value.length
  return typeof value === 'object' && value !== null ? 1 + namesOf(value).length : 1
}

/** Takes what going through these schemas costs, and through what they list; false where nothing is left. */
export const spendOn = (making: Making, ...schemas: readonly unknown[]): boolean => {
  let members = 0
  for (const schema of schemas)
    if (typeof schema === 'object' && schema !== null)
      for (const value of Object.values(schema)) members += membersOf(value)
  return takeSteps(making, STEPS_OF_A_MEMBER * members)
}

/** The place of a part of what stands here. */
export const within = ({ path, depth }: Place, name: string, part: string | number = name): Place => ({
  name,
  path: `${path}/${part}`,
  depth: depth + 1,
})

/** A number in [0, 1) that is the place's own, another one at each try. */
export const drawn = ({ luck, turn }: Making, { path }: Place): number => {
  const number = luck(`example ${path}`) + turn * 0.618_033_988_75
  return number - Math.floor(number)
}

/** Which of so many: a place's own choice, and each of the others at one of the next tries. */
export const choice = ({ luck, turn }: Making, { path }: Place, many: number): number =>
  (Math.floor(luck(`example ${path}`) * many) + turn) % many
