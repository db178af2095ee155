import { isNode, type Node } from 'yaml'
import type { Place } from '../outcomes/outcome-form.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'
import { compileScenario } from './compile-scenario.ts'
import type { Written } from './contract-of.ts'
import { diagnoseScenario } from './diagnose-scenario.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { RawScenario } from './language/raw-scenario.ts'
import { scenarioSchema } from './language/scenario-schema.ts'
import { lint } from './lint/lint.ts'
import type { Scenario } from './scenario.ts'
import { scenarioBytes } from './scenario-bytes.ts'
import { shownMessage } from './shown-text.ts'
import { isOfOneValue, soundPart, unitOf, withoutUnits } from './sound-part.ts'
import { withOwnTexts } from './with-own-texts.ts'
import { Diagnostics } from './yaml/diagnostics.ts'
import { openInParts } from './yaml/open-in-parts.ts'
import { validate } from './yaml/validate.ts'

/** What came of reading a scenario: the scenario, if nothing is wrong with it, and all that was found. */
export interface ReadScenario {
  readonly scenario: Scenario | null
  readonly diagnostics: readonly Diagnostic[]
  /** What it takes in memory, as estimated; 0 where it is none. */
  readonly bytes: number
}

/** A scenario's text and where it came from. */
export interface Source {
  readonly name: string
  /** As messages show it. */
  readonly file: string
  readonly text: string
  readonly place: Place
  /** A scenario that takes more than this in memory is read and looked at, but not made: it is null, and nothing is wrong with it. */
  readonly mostBytes?: number
}

/** For scenarios that are not in a file: there is nothing beside them. */
export const nowhere: Place = { readFile: () => 'this scenario is not in a file, so there is no file beside it' }

const nodeAt = (contents: unknown, path: PathDiagnostic['path']): Node | null => {
  let found: Node | null = isNode(contents) ? contents : null
  for (const key of path) {
    const next: unknown = found && 'get' in found && typeof found.get === 'function' ? found.get(key, true) : null
    if (!isNode(next)) return found
    found = next
  }
  return found
}

const offsetOf = (node: Node | null | undefined): number => node?.range?.[0] ?? 0

type Made = Pick<ReadScenario, 'scenario' | 'bytes'>

const NONE: Made = { scenario: null, bytes: 0 }

const made = ({ name, place, mostBytes = Infinity }: Source, raw: RawScenario, written: Written): Made => {
  const bytes = scenarioBytes(raw)
  return { scenario: bytes > mostBytes ? null : compileScenario(name, raw, place, written), bytes }
}

const scenarioOf = (source: Source, text: string, diagnostics: Diagnostics): Made => {
  const { place } = source
  const opened = openInParts(text, diagnostics)
  if (!opened) return NONE
  const { document, gaps } = opened
  const add = ({ severity, path, message, hint }: PathDiagnostic, node: Node | null | undefined) => {
    const offset = offsetOf(node)
    // nothing is said of what was left out
    if (gaps.some(({ from, to }) => from <= offset && offset < to)) return
    const shown = (text: string) => shownMessage(text, path, node)
    diagnostics.add(severity, offset, shown(message), hint && shown(hint))
  }
  const misfits: PathDiagnostic['path'][] = []
  validate(document, scenarioSchema, (at, message, hint, path) => {
    misfits.push(path)
    add({ severity: 'error', path, message, ...(hint === undefined ? {} : { hint }) }, at)
  })
  // the tree was measured with its aliases written out; without the misfits the value has this shape
  const raw = soundPart(withOwnTexts(document.toJS({ maxAliasCount: -1 })), misfits)
  if (!raw) return NONE
  const tell = (found: PathDiagnostic) => add(found, nodeAt(document.contents, found.path))
  const broken = new Set(misfits.map(unitOf))
  const found = diagnoseScenario(raw, place).filter(({ path }) => !broken.has(unitOf(path)) || isOfOneValue(path))
  found.forEach(tell)
  for (const { path, severity } of found) if (severity === 'error') broken.add(unitOf(path))
  lint(withoutUnits(raw, broken), broken)
    .filter(({ path }) => !broken.has(unitOf(path)))
    .forEach(tell)
  const lineOf = (path: PathDiagnostic['path']) => diagnostics.lineOf(offsetOf(nodeAt(document.contents, path)))
  return diagnostics.failed ? NONE : made(source, raw, { file: source.file, lineOf })
}

/** Reads a scenario: everything that is wrong with it at once, each at its line and column. Never throws. */
export const readScenario = (source: Source): ReadScenario => {
  const text = source.text.replace(/^\ufeff/, '')
  const diagnostics = new Diagnostics(source.file, text)
  const { scenario, bytes } = scenarioOf(source, text, diagnostics)
  return { scenario, diagnostics: diagnostics.done(), bytes }
}
