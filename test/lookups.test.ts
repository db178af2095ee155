import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type ts from 'typescript'
import { sourceProgram } from './helpers/source-program.ts'
import { typescript } from './helpers/typescript.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Lookups by any text that were looked at one by one: the name is from a list or an expression of ours, from the system, or from the keys of the object itself. */
const looked: readonly string[] = [
  'answers/chat/compound-usage.ts: part[name]',
  'answers/chat/timed-usage.ts: replaced[name]',
  'answers/json-in-steps.ts: (value as Record<string | number, unknown>)[name ?? index]',
  'cli/verdict.ts: environment[variableOf(name)]',
  'expression.ts: bits[flag]',
  'flags.ts: environment[variableOf(name)]',
  'flags.ts: flags[name]',
  'groq/completion-window.ts: UNITS[unit]',
  'groq/go.ts: UNITS_MS[unit]',
  'journal/record/request-record.ts: a.values[name]',
  'journal/record/request-record.ts: b.values[name]',
  'journal/record/request-record.ts: values[name]',
  'json-example/example-of.ts: schema[keyword]',
  'json-example/merge.ts: left[name]',
  'json-example/merge.ts: schema[part]',
  'json-example/numbers.ts: schema[name]',
  'json-value.ts: object[name]',
  'outcomes/error/fill-later.ts: all[part]',
  'outcomes/error/fill-later.ts: sample[part]',
  'reason-unreadable.ts: reasons[code]',
  'request/add-parsed.ts: members[name]',
  'request/first-problem.ts: properties?.[name]',
  'request/first-problem.ts: properties[name]',
  'request/first-problem.ts: value[name]',
  'request/identify.ts: (value as Record<string, unknown>)[key]',
  'request/selection.ts: headers[name]',
  'scenario/lint/lint-body.ts: spoken[kind]',
  'scenario/sound-part.ts: at[key]',
  'scenario/yaml/validate.ts: schema.properties?.[key]',
  'start.ts: LISTEN_ERRORS[code]',
  'tokens.ts: next[name]',
  "units.ts: COUNTS[parts[2] ?? '']",
  "units.ts: SIZES[parts[2] ?? '']",
]

const isAnyText = (type: ts.Type): boolean =>
  type.isUnion() ? type.types.some(isAnyText) : (type.flags & typescript.TypeFlags.String) !== 0

const isWritten = ({ parent }: ts.ElementAccessExpression, node: ts.Node): boolean =>
  (typescript.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === typescript.SyntaxKind.EqualsToken) ||
  typescript.isDeleteExpression(parent)

/** The statement or the function of one expression around it: whoever asks `Object.hasOwn` asks it there. */
const around = (node: ts.Node): ts.Node => {
  let found = node
  while (found.parent && !typescript.isFunctionLike(found) && !typescript.isSourceFile(found.parent))
    found = found.parent
  return found
}

const asksFirst = (access: ts.ElementAccessExpression): boolean =>
  around(access)
    .getText()
    .replace(/\s/g, '')
    .includes(`Object.hasOwn(${access.expression.getText()},`.replace(/\s/g, ''))

const lookupsIn = (source: ts.SourceFile, checker: ts.TypeChecker): readonly string[] => {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (
      typescript.isElementAccessExpression(node) &&
      !isWritten(node, node) &&
      // the type takes longest to find
      isAnyText(checker.getTypeAtLocation(node.argumentExpression)) &&
      !asksFirst(node)
    )
      found.push(`${relative(join(root, 'src'), source.fileName)}: ${node.getText()}`)
    typescript.forEachChild(node, visit)
  }
  visit(source)
  return found
}

t.test('a lookup by a name from outside goes through a Map or asks Object.hasOwn first', async t => {
  const all = sourceProgram()
  const checker = all.getTypeChecker()
  const sources = all.getSourceFiles().filter(({ fileName }) => fileName.startsWith(join(root, 'src')))
  t.ok(sources.length > 100)
  t.same([...new Set(sources.flatMap(source => lookupsIn(source, checker)))].sort(), [...looked].sort())
})
