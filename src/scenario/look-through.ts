import type { Place } from '../outcomes/outcome-form.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'
import { diagnoseScenario } from './diagnose-scenario.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { RawScenario } from './language/raw-scenario.ts'
import { scenarioSchema } from './language/scenario-schema.ts'
import { lint } from './lint/lint.ts'
import { scenarioBytes } from './scenario-bytes.ts'
import { shownMessage } from './shown-text.ts'
import { isOfOneValue, soundPart, unitOf, withoutUnits } from './sound-part.ts'
import { withOwnTexts } from './with-own-texts.ts'
import { Diagnostics } from './yaml/diagnostics.ts'
import { openInParts } from './yaml/open-in-parts.ts'
import { validate } from './yaml/validate.ts'
import { isNode, type Node } from './yaml/yaml.ts'

/** What a text says and what was found in it: plain data, as it comes from another thread. */
export interface LookedThrough {
  /** What it says; null where something is wrong with it. */
  readonly raw: RawScenario | null
  readonly diagnostics: readonly Diagnostic[]
  /** What the scenario would take in memory, as estimated; 0 where it is none. */
  readonly bytes: number
  /** The lines of what stands under `expect`, by path with dots. */
  readonly lines: Readonly<Record<string, number>>
}

/** A text, and where it came from. */
export interface TextOfScenario {
  /** As messages show it. */
  readonly file: string
  readonly text: string
  readonly place: Place
}

type Path = PathDiagnostic['path']

const nodeAt = (contents: unknown, path: Path): Node | null => {
  let found: Node | null = isNode(contents) ? contents : null
  for (const key of path) {
    const next: unknown = found && 'get' in found && typeof found.get === 'function' ? found.get(key, true) : null
    if (!isNode(next)) return found
    found = next
  }
  return found
}

const offsetOf = (node: Node | null | undefined): number => node?.range?.[0] ?? 0

type Sound = Omit<LookedThrough, 'diagnostics'>

const NONE: Sound = { raw: null, bytes: 0, lines: {} }

const pathsBelow = (value: unknown, path: Path): readonly Path[] => [
  path,
  ...(typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, member]) => pathsBelow(member, [...path, key]))
    : []),
]

const linesOf = ({ expect }: RawScenario, lineOf: (path: Path) => number): LookedThrough['lines'] =>
  Object.fromEntries(pathsBelow(expect, ['expect']).map(path => [path.join('.'), lineOf(path)]))

const soundIn = (text: string, place: Place, diagnostics: Diagnostics): Sound => {
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
  const misfits: Path[] = []
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
  const lineOf = (path: Path) => diagnostics.lineOf(offsetOf(nodeAt(document.contents, path)))
  return diagnostics.failed ? NONE : { raw, bytes: scenarioBytes(raw), lines: linesOf(raw, lineOf) }
}

/** Looks through the text of a scenario: everything that is wrong with it at once, each at its line and column. Never throws. */
export const lookThrough = ({ file, text: whole, place }: TextOfScenario): LookedThrough => {
  const text = whole.replace(/^\ufeff/, '')
  const diagnostics = new Diagnostics(file, text)
  const sound = soundIn(text, place, diagnostics)
  return { ...sound, diagnostics: diagnostics.done() }
}
