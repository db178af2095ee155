import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import type ts from 'typescript'
import { sourceProgram } from './helpers/source-program.ts'
import { typescript } from './helpers/typescript.ts'

const src = fileURLToPath(new URL('../src', import.meta.url))

interface Import {
  readonly from: string
  readonly to: string
  readonly value: boolean
}

/** Files in src itself that everybody may import: they import nothing but each other and facts. */
const COMMON = [
  'aligned',
  'automata',
  'body-text',
  'call',
  'chance',
  'client-variables',
  'control-out-of-reach',
  'control-refusal',
  'contract',
  'expression',
  'expression-size',
  'fresh',
  'grace-ms',
  'in-turns',
  'is-long-body',
  'json-schema',
  'json-value',
  'listed',
  'luck',
  'nearest',
  'normal-quantile',
  'organization',
  'own-text',
  'package-file',
  'path-diagnostic',
  'piece-end',
  'plain-http-spoken',
  'printable',
  'reason-unreadable',
  'shell-word',
  'reason-unwritable',
  'special-kind',
  'tally',
  'secret',
  'short-text',
  'tokens',
  'turn-of-the-loop',
  'units',
  'usage-error',
  'version',
  'weighted-items',
  'without-compilers',
  'without-secrets',
]

/** Who may import whom: values, and beyond them types only. A room may always import itself, `groq` and the common files. */
const rules: Readonly<Record<string, { readonly values: readonly string[]; readonly types: readonly string[] }>> = {
  groq: { values: [], types: [] },
  common: { values: [], types: [] },
  clock: { values: [], types: [] },
  'json-example': { values: [], types: [] },
  wire: { values: [], types: ['clock'] },
  // only where TLS is asked for
  tls: { values: ['flags'], types: ['clock'] },
  log: { values: [], types: ['clock'] },
  answers: { values: ['json-example'], types: ['session'] },
  outcomes: { values: ['answers', 'wire'], types: [] },
  scenario: { values: ['outcomes'], types: ['clock', 'wire'] },
  request: { values: [], types: ['scenario'] },
  limits: { values: [], types: ['scenario', 'outcomes'] },
  engine: { values: ['limits'], types: ['scenario', 'outcomes', 'wire'] },
  session: { values: ['limits'], types: ['scenario', 'clock', 'wire'] },
  // the file of the journal is written as the log is: nobody may wait for it
  journal: { values: ['log'], types: ['clock', 'engine', 'limits', 'request', 'wire'] },
  // runs clients as processes of their own; whose server it is, it is told
  drill: { values: ['verdict'], types: ['clock', 'scenario'] },
  // judges clients by a suite of cases, each in a run of its own
  conform: { values: ['drill', 'scenario', 'verdict'], types: [] },
  // pure: a journal that was written down can be judged again
  verdict: { values: [], types: ['journal'] },
  incoming: { values: [], types: ['clock', 'request', 'session', 'wire'] },
  arrivals: { values: ['incoming', 'request', 'wire'], types: ['clock', 'session', 'tls'] },
  // a batch runs its lines through the spine, without a connection
  batches: { values: ['answers', 'incoming', 'request', 'session', 'wire'], types: ['clock'] },
  exchange: {
    values: ['engine', 'journal', 'outcomes', 'request'],
    types: ['clock', 'incoming', 'session', 'wire'],
  },
  settings: { values: ['flags', 'stray-variables', 'tls', 'url-flag'], types: [] },
  'stray-variables': { values: [], types: [] },
  flags: { values: [], types: [] },
  'url-flag': { values: ['flags'], types: [] },
  control: {
    values: ['journal', 'session', 'scenario', 'settings', 'tls', 'verdict', 'wire'],
    types: ['clock', 'log'],
  },
  server: {
    // how late the process is shows from its start on
    values: ['arrivals', 'batches', 'clock', 'control', 'exchange', 'journal', 'scenario', 'session', 'wire'],
    types: ['log', 'settings', 'tls', 'verdict'],
  },
  start: { values: ['clock', 'log', 'server', 'scenario', 'tls'], types: ['journal', 'settings'] },
  // what a test in Node holds of a mock: it asks the control API, of whichever server
  library: { values: ['start', 'scenario', 'settings', 'verdict'], types: ['control', 'journal'] },
  index: { values: ['library', 'scenario'], types: ['journal', 'verdict'] },
  runners: { values: ['library'], types: [] },
  cli: {
    values: [
      // what writes the log has deadlines
      'clock',
      'conform',
      'control',
      'drill',
      'engine',
      'flags',
      'journal',
      'log',
      'outcomes',
      'request',
      'scenario',
      'session',
      'settings',
      'start',
      'verdict',
    ],
    types: [],
  },
  main: { values: ['cli'], types: [] },
}

const all = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name))
/** The page: what a browser runs, and no server may. */
const files = all.filter(name => !name.startsWith('console/'))
const ofPage = all.filter(name => name.startsWith('console/'))

const roomOf = (file: string): string => {
  const [first = ''] = file.split('/')
  const name = first.replace(/\.ts$/, '')
  return COMMON.includes(name) && first.endsWith('.ts') ? 'common' : name
}

const isValueImport = (clause: ts.ImportClause | undefined): boolean => {
  if (!clause) return true
  if (clause.phaseModifier === typescript.SyntaxKind.TypeKeyword) return false
  if (clause.name) return true
  return (
    !clause.namedBindings ||
    !typescript.isNamedImports(clause.namedBindings) ||
    clause.namedBindings.elements.some(element => !element.isTypeOnly)
  )
}

const importsOf = (file: string): readonly Import[] => {
  const source = sourceProgram().getSourceFile(join(src, file))
  if (!source) throw new Error(`the compiler does not know ${file}`)
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    const add = (specifier: ts.Node | undefined, value: boolean) => {
      if (!specifier || !typescript.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return
      found.push({ from: file, to: relative(src, resolve(src, dirname(file), specifier.text)), value })
    }
    if (typescript.isImportDeclaration(node)) add(node.moduleSpecifier, isValueImport(node.importClause))
    if (typescript.isExportDeclaration(node)) add(node.moduleSpecifier, !node.isTypeOnly)
    if (typescript.isCallExpression(node) && node.expression.kind === typescript.SyntaxKind.ImportKeyword)
      add(node.arguments[0], true)
    typescript.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const imports = files.flatMap(importsOf)
const texts = new Map(files.map(file => [file, readFileSync(join(src, file), 'utf8')]))
const isGenerated = (file: string): boolean => texts.get(file)?.startsWith('// Written by npm run docs.\n') ?? false
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

t.test('every room has a rule, and every rule a room', async t => {
  t.same([...new Set(files.map(roomOf))].sort(), Object.keys(rules).sort())
})

t.test('rooms import only what their rule allows', async t => {
  const broken = imports.filter(({ from, to, value }) => {
    const [own, other] = [roomOf(from), roomOf(to)]
    if (own === other || other === 'common' || other === 'groq') return false
    const rule = rules[own]
    return !(rule?.values.includes(other) || (!value && rule?.types.includes(other)))
  })
  t.same(broken, [])
})

/** What the files of the page import, and whether it is left of it when types are gone. */
const importsOfPage = ofPage.flatMap(file =>
  [...readFileSync(join(src, file), 'utf8').matchAll(/^(?:import|export) (type )?\{[^}]*\} from '([^']+)'/gm)].map(
    ([, type, to = '']) => ({ from: file, to: to.startsWith('.') ? join('console', to) : to, value: !type }),
  ),
)

t.test('the page takes values from itself, from the verdict and from preact, and nothing of Node', async t => {
  t.ok(importsOfPage.length > 40)
  const strays = importsOfPage.filter(
    ({ to, value }) =>
      to.startsWith('node:') ||
      (value && !/^(?:console|verdict)\/|^preact(?:\/hooks)?$/.test(to)) ||
      to.startsWith('..'),
  )
  t.strictSame(strays, [])
  // what it takes it takes along, so that none of it may be what only a server has
  const taken = new Set<string>()
  const take = (file: string): void => {
    if (taken.has(file) || file.startsWith('console/')) return
    taken.add(file)
    for (const { from, to, value } of imports) if (from === file && value) take(to)
  }
  for (const { to, value } of importsOfPage) if (value && !to.startsWith('preact')) take(to)
  t.strictSame(
    [...taken].filter(file => /from 'node:/.test(texts.get(file) ?? '')),
    [],
  )
  t.notOk(taken.has('groq/errors.ts'), 'the catalogue is asked for, and not taken along')
})

t.test('no server imports what a browser runs, and its files are small', async t => {
  t.strictSame(
    imports.filter(({ to }) => to.startsWith('console/')),
    [],
  )
  const lines = ofPage.map(file => ({ file, lines: readFileSync(join(src, file), 'utf8').split('\n').length }))
  t.strictSame(
    lines.filter(({ lines }) => lines > 200),
    [],
  )
})

t.test('no rule allows what nobody needs', async t => {
  const needs = (own: string, other: string, onlyTypes: boolean): boolean =>
    imports.some(({ from, to, value }) => roomOf(from) === own && roomOf(to) === other && (onlyTypes || value))
  const idle = Object.entries(rules).flatMap(([own, { values, types }]) => [
    ...values.filter(other => !needs(own, other, false)).map(other => `${own} → ${other}`),
    ...types.filter(other => !needs(own, other, true)).map(other => `${own} → type ${other}`),
  ])
  t.same(idle, [])
})

t.test('engine and verdict do not know the clock: now is an argument', async t => {
  t.same(
    imports.filter(
      ({ from, to, value }) => value && ['engine', 'verdict'].includes(roomOf(from)) && to.startsWith('clock/'),
    ),
    [],
  )
})

t.test('facts import nothing of ours but facts', async t => {
  t.same(
    imports.filter(({ from, to }) => roomOf(from) === 'groq' && roomOf(to) !== 'groq'),
    [],
  )
})

t.test('imports form no cycle, those of types neither', async t => {
  const edges = new Map<string, string[]>()
  for (const { from, to } of imports) edges.set(from, [...(edges.get(from) ?? []), to])
  const done = new Set<string>()
  const walk = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) t.fail(`${[...way.slice(way.indexOf(file)), file].join(' → ')}`)
    if (done.has(file) || way.includes(file)) return
    for (const next of edges.get(file) ?? []) walk(next, [...way, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  t.ok(done.size > 50)
})

t.test('time and luck come from clock.ts and chance.ts alone', async t => {
  const strays = [...texts].filter(
    ([file, text]) =>
      !['clock/clock.ts', 'chance.ts'].includes(file) &&
      /\b(Date\.now|Math\.random|setTimeout|setInterval|performance\.now)\b/.test(withoutComments(text)),
  )
  t.same(
    strays.map(([file]) => file),
    [],
  )
})

t.test('nothing but wire/ ends or writes a connection', async t => {
  const touches =
    /\b(socket|raw|response|connection|server)\)?[?!]?\.(end|write|writeHead|destroy|destroySoon|resetAndDestroy|closeAllConnections)\(/
  t.match('reply.raw.destroy()', touches)
  t.match('request.socket?.end(bytes)', touches)
  const strays = [...texts].filter(([file, text]) => roomOf(file) !== 'wire' && touches.test(withoutComments(text)))
  t.same(
    strays.map(([file]) => file),
    [],
  )
  t.same(
    [...texts]
      .filter(([file, text]) => roomOf(file) !== 'wire' && /import (?!type)[^\n]*'node:net'/.test(text))
      .map(([file]) => file),
    [],
  )
})

t.test('the engine decides alone, in less than 1 000 lines', async t => {
  const lines = [...texts].filter(([file]) => roomOf(file) === 'engine').map(([, text]) => text.split('\n').length - 1)
  t.ok(lines.reduce((sum, count) => sum + count, 0) < 1000)
})

t.test('engine and verdict do no input or output', async t => {
  const strays = [...texts].filter(
    ([file, text]) =>
      ['engine', 'verdict'].includes(roomOf(file)) &&
      /from 'node:(fs|http|https|net|timers|child_process|worker_threads)[/']/.test(
        text.replace(/import type .*/g, ''),
      ),
  )
  t.same(
    strays.map(([file]) => file),
    [],
  )
})

t.test('decide, perform and journal.add have one call site each', async t => {
  const sites = (call: RegExp) =>
    [...texts].flatMap(([file, text]) => [...withoutComments(text).matchAll(call)].map(() => file)).sort()
  // simulate imagines requests; it is the one other place that decides
  t.same(sites(/(?<![.\w])decide\(/g), ['cli/simulation.ts', 'exchange.ts'])
  t.same(sites(/(?<![.\w])perform\((?!spec:)/g), ['exchange.ts'])
  t.same(sites(/\bjournal\.add\(/g), ['exchange.ts'])
})

t.test('the file that every request passes through stays small', async t => {
  t.ok((texts.get('exchange.ts')?.split('\n').length ?? 0) <= 150)
})

t.test(
  'files are small: half of them have 60 lines or less, and but for tables of facts and what is generated none has more than 200',
  async t => {
    const lengths = [...texts].map(([file, text]) => ({ file, lines: text.split('\n').length }))
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b)
    t.ok((sorted[Math.floor(sorted.length / 2)] ?? 0) <= 60, `median ${sorted[Math.floor(sorted.length / 2)]}`)
    t.same(
      lengths.filter(({ file, lines }) => lines > 200 && roomOf(file) !== 'groq' && !isGenerated(file)),
      [],
    )
  },
)

t.test('a file that exports one thing has its name', async t => {
  const plain = (name: string): string => name.replaceAll('-', '').toLowerCase()
  const exported = (file: string, words: string): readonly string[] =>
    [...(texts.get(file) ?? '').matchAll(new RegExp(`^export (?:async )?(?:${words}) (\\w+)`, 'gm'))].map(
      ([, name = '']) => plain(name),
    )
  const strays = files.filter(file => {
    // facts are tables, checks are gathered by what they look at, and a runner has the name that its users know
    if (['groq', 'runners'].includes(roomOf(file)) || file.startsWith('request/checks/') || file.endsWith('index.ts'))
      return false
    const name = plain(file.replace(/^.*\/|\.ts$/g, ''))
    const values = exported(file, 'const|function\\*?|class')
    // `xOf` gives an x; `addX` and `buildX` make one
    const names = [name, `${name}of`, `add${name}`, `build${name}`]
    return values.length === 1 && ![...values, ...exported(file, 'interface|type')].some(one => names.includes(one))
  })
  t.same(strays, [])
})

t.test('no file is named for nothing in particular', async t => {
  t.same(
    files.filter(file => /(^|\/)(utils?|helpers?|types|common|manager|service|misc)(\.ts$|\/)/.test(file)),
    [],
  )
})
