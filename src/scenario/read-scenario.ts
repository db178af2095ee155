import type { Place } from '../outcomes/outcome-form.ts'
import { compileScenario } from './compile-scenario.ts'
import type { Written } from './contract-of.ts'
import type { Diagnostic } from './diagnostic.ts'
import { type LookedThrough, lookThrough, type TextOfScenario } from './look-through.ts'
import type { Scenario } from './scenario.ts'

/** What came of reading a scenario: the scenario, if nothing is wrong with it, and all that was found. */
export interface ReadScenario {
  readonly scenario: Scenario | null
  readonly diagnostics: readonly Diagnostic[]
  /** What it takes in memory, as estimated; 0 where it is none. */
  readonly bytes: number
}

/** A scenario's text and where it came from. */
export interface Source extends TextOfScenario {
  readonly name: string
  /** A scenario that takes more than this in memory is read and looked at, but not made: it is null, and nothing is wrong with it. */
  readonly mostBytes?: number
  /** What it says, where that is known. */
  readonly looked?: LookedThrough | null
}

/** For scenarios that are not in a file: there is nothing beside them. */
export const nowhere: Place = { readFile: () => 'this scenario is not in a file, so there is no file beside it' }

/** Where what was looked through stands in its file. */
export const writtenIn = (file: string, { lines }: LookedThrough): Written => ({
  file,
  lineOf: path => {
    const place = path.join('.')
    return Object.hasOwn(lines, place) ? (lines[place] ?? 1) : 1
  },
})

/** Reads a scenario: everything that is wrong with it at once, each at its line and column. Never throws. */
export const readScenario = (source: Source): ReadScenario => {
  const { name, file, place, mostBytes = Number.POSITIVE_INFINITY } = source
  const looked = source.looked ?? lookThrough(source)
  const { raw, diagnostics, bytes } = looked
  const isMade = raw !== null && bytes <= mostBytes
  return { scenario: isMade ? compileScenario(name, raw, place, writtenIn(file, looked)) : null, diagnostics, bytes }
}
