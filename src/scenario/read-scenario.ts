import { isNode, type Node } from 'yaml'
import type { Place } from '../outcomes/outcome-form.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'
import { compileScenario } from './compile-scenario.ts'
import { diagnoseScenario } from './diagnose-scenario.ts'
import type { Diagnostic } from './diagnostic.ts'
import { scenarioSchema } from './language/scenario-schema.ts'
import { lint } from './lint/lint.ts'
import type { Scenario } from './scenario.ts'
import { isOfOneValue, soundPart, unitOf, withoutUnits } from './sound-part.ts'
import { Diagnostics } from './yaml/diagnostics.ts'
import { openInParts } from './yaml/open-in-parts.ts'
import { validate } from './yaml/validate.ts'

/** What came of reading a scenario: the scenario, if nothing is wrong with it, and all that was found. */
export interface ReadScenario {
  readonly scenario: Scenario | null
  readonly diagnostics: readonly Diagnostic[]
}

/** A scenario's text and where it came from. */
export interface Source {
  readonly name: string
  /** As messages show it. */
  readonly file: string
  readonly text: string
  readonly place: Place
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

const scenarioOf = ({ name, file, place }: Source, text: string, diagnostics: Diagnostics): Scenario | null => {
  const opened = openInParts(text, diagnostics)
  if (!opened) return null
  const { document, gaps } = opened
  const add = (severity: PathDiagnostic['severity'], offset: number, message: string, hint?: string) => {
    // nothing is said of what was left out
    if (!gaps.some(({ from, to }) => from <= offset && offset < to)) diagnostics.add(severity, offset, message, hint)
  }
  const misfits: PathDiagnostic['path'][] = []
  validate(document, scenarioSchema, (at, message, hint, path) => {
    misfits.push(path)
    add('error', offsetOf(at), message, hint)
  })
  // the tree was measured with its aliases written out; without the misfits the value has this shape
  const raw = soundPart(document.toJS({ maxAliasCount: -1 }), misfits)
  if (!raw) return null
  const tell = ({ path, severity, message, hint }: PathDiagnostic) =>
    add(severity, offsetOf(nodeAt(document.contents, path)), message, hint)
  const broken = new Set(misfits.map(unitOf))
  const found = diagnoseScenario(raw, place).filter(({ path }) => !broken.has(unitOf(path)) || isOfOneValue(path))
  found.forEach(tell)
  for (const { path, severity } of found) if (severity === 'error') broken.add(unitOf(path))
  lint(withoutUnits(raw, broken), broken)
    .filter(({ path }) => !broken.has(unitOf(path)))
    .forEach(tell)
  const lineOf = (path: PathDiagnostic['path']) => diagnostics.lineOf(offsetOf(nodeAt(document.contents, path)))
  return diagnostics.failed ? null : compileScenario(name, raw, place, { file, lineOf })
}

/** Reads a scenario: everything that is wrong with it at once, each at its line and column. Never throws. */
export const readScenario = (source: Source): ReadScenario => {
  const text = source.text.replace(/^\ufeff/, '')
  const diagnostics = new Diagnostics(source.file, text)
  const scenario = scenarioOf(source, text, diagnostics)
  return { scenario, diagnostics: diagnostics.done() }
}
