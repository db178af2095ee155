import { isNode, LineCounter, type Node, parseDocument, visit } from 'yaml'
import type { Place } from '../outcomes/outcome.ts'
import { compileScenario } from './compile.ts'
import type { Diagnostic } from './diagnostic.ts'
import { type PlacedFault, scenarioFaults } from './faults.ts'
import type { RawScenario } from './raw.ts'
import type { Scenario } from './scenario.ts'
import { scenarioSchema } from './schema.ts'
import { validate } from './validate.ts'

/** What came of reading a scenario: the scenario, if nothing is wrong with it, and all that was found. */
export interface Reading {
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

const MAX_BYTES = 1024 ** 2
const MAX_ALIASES = 100
// what often goes wrong in YAML has a message of its own
const QUOTE_HINT = 'Text that begins with *, &, %, @, > or a quote, or holds ": " or " #", wants quotes around it.'

const hintFor = (code: string, message: string): string | undefined => {
  if (code === 'DUPLICATE_KEY') return 'Each key can stand once in a mapping.'
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces.'
  return /alias|anchor|unexpected|quote|flow|block|implicit|plain/i.test(message) ? QUOTE_HINT : undefined
}

const nodeAt = (contents: unknown, path: PlacedFault['path']): Node | null => {
  let found: Node | null = isNode(contents) ? contents : null
  for (const key of path) {
    const next: unknown = found && 'get' in found && typeof found.get === 'function' ? found.get(key, true) : null
    if (!isNode(next)) return found
    found = next
  }
  return found
}

class Findings {
  readonly diagnostics: Diagnostic[] = []
  readonly lines = new LineCounter()
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  add(severity: Diagnostic['severity'], offset: number, message: string, hint?: string): void {
    const { line, col } = this.lines.linePos(offset)
    this.diagnostics.push({
      file: this.#file,
      line: Math.max(1, line),
      column: Math.max(1, col),
      severity,
      message,
      ...(hint ? { hint } : {}),
    })
  }

  /** In the order of the file, each once. */
  done(): readonly Diagnostic[] {
    const seen = new Set<string>()
    return this.diagnostics
      .filter(
        ({ line, column, message }) =>
          !seen.has(`${line}:${column}:${message}`) && seen.add(`${line}:${column}:${message}`),
      )
      .sort((a, b) => a.line - b.line || a.column - b.column)
  }

  get failed(): boolean {
    return this.diagnostics.some(({ severity }) => severity === 'error')
  }
}

const parse = (text: string, findings: Findings) => {
  const document = parseDocument(text, {
    lineCounter: findings.lines,
    prettyErrors: false,
    version: '1.2',
    strict: true,
    uniqueKeys: true,
  })
  for (const { code, pos, message } of document.errors)
    findings.add('error', pos[0], message.replace(/\.$/, ''), hintFor(code, message))
  for (const { pos, message } of document.warnings)
    findings.add('error', pos[0], message.replace(/\.$/, ''), 'Custom tags are not part of the scenario language.')
  return document
}

/** An alias without an anchor is mostly a glob that wanted quotes: `model: *.gguf`. */
const checkAliases = (document: ReturnType<typeof parse>, findings: Findings): void => {
  visit(document, {
    Alias: (_key, alias) => {
      if (!alias.resolve(document))
        findings.add(
          'error',
          alias.range?.[0] ?? 0,
          `there is no anchor &${alias.source} for *${alias.source}`,
          QUOTE_HINT,
        )
    },
  })
}

const plain = (document: ReturnType<typeof parse>, findings: Findings): unknown => {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (error) {
    findings.add(
      'error',
      0,
      error instanceof Error ? error.message : String(error),
      `A scenario may use ${MAX_ALIASES} aliases at most.`,
    )
    return null
  }
}

/** Reads a scenario: everything that is wrong with it at once, each at its line and column. Never throws. */
export const readScenario = ({ name, file, text, place }: Source): Reading => {
  const findings = new Findings(file)
  const reading = (scenario: Scenario | null): Reading => ({ scenario, diagnostics: findings.done() })
  if (text.length > MAX_BYTES) {
    findings.add('error', 0, `the file has ${text.length} characters; a scenario may have ${MAX_BYTES}`)
    return reading(null)
  }
  const document = parse(text, findings)
  if (findings.failed) return reading(null)
  checkAliases(document, findings)
  if (findings.failed) return reading(null)
  const value = plain(document, findings)
  if (findings.failed) return reading(null)
  validate(document, scenarioSchema, (at, message, hint) => findings.add('error', at?.range?.[0] ?? 0, message, hint))
  if (findings.failed) return reading(null)
  // the walk above proved that the value has this shape
  const raw = value as RawScenario
  for (const { path, severity, message, hint } of scenarioFaults(raw, place)) {
    findings.add(severity, nodeAt(document.contents, path)?.range?.[0] ?? 0, message, hint)
  }
  return reading(findings.failed ? null : compileScenario(name, raw, place))
}
