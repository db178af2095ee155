import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type ts from 'typescript'
import { parse } from 'yaml'
import { scenarioSchema } from '#src/scenario/language/scenario-schema'
import { typescriptOf } from '#src/scenario/language/typescript-of'
import { Library } from '#src/scenario/library'
import { root } from '../helpers/cli.ts'
import { blocks, compilerSays, messageOf } from '../helpers/compiler-says.ts'
import { asUsers, jsDocParsingMode, registry } from '../helpers/parsed-once.ts'
import { typescript } from '../helpers/typescript.ts'

t.test('the type is the one that the schema gives; npm run docs writes it anew', async t => {
  const file = join(root, 'src/scenario/language/written-scenario.ts')
  t.equal(readFileSync(file, 'utf8'), typescriptOf('WrittenScenario', scenarioSchema))
})

/** What must not compile, each in one line. */
const wrong = [
  "const scenario: Scenario = { about: 'x', rules: [{ eror: 503 }] }",
  'const scenario: Scenario = { rules: [{ error: 503 }] }',
  "const scenario: Scenario = { about: 'x', rules: { error: 503 } }",
  "const scenario: Scenario = { about: 'x', rules: [{ error: '503' }] }",
  "const scenario: Scenario = { about: 'x', rules: [{ error: { variant: 'over-capacity' } }] }",
  "const scenario: Scenario = { about: 'x', rules: [{ match: { modle: 'x' }, error: 503 }] }",
  "const scenario: Scenario = { about: 'x', rules: [{ match: { stream: 'yes' }, error: 503 }] }",
  "const scenario: Scenario = { about: 'x', api: { validation: 'loose' } }",
  "const scenario: Scenario = { about: 'x', expect: { finally: 'maybe' } }",
  "const scenario: Scenario = { about: 'x', rules: [{ sequence: [{ error: 503, tmes: 2 }] }] }",
  "const scenario: Scenario = { about: 'x', rules: [{ fault: 'rest' }] }",
  "const scenario: Scenario = { about: 'x', rules: [{ error: 503, complete: {} }] }",
  "const scenario: Scenario = { about: 'x', rules: [{ error: 503, fault: 'reset' }] }",
  "const scenario: Scenario = { about: 'x', rules: [{ pass: true, fault: { cut: { after: '50%' } } }] }",
  "const scenario: Scenario = { about: 'x', rules: [{ sequence: [{ error: 503, reply: { status: 200 } }] }] }",
  "const scenario: Scenario = { about: 'x', rules: [{ oneOf: [{ share: '3%', error: 503, complete: {} }] }] }",
  "const scenario: Scenario = { about: 'x', rules: [{ fault: { cut: { after: '50%' }, short: '3 bytes' } }] }",
  "await startMock({ scenaro: 'x' })",
  "await startMock({ scenario: { about: 'x', rules: [{ eror: 503 }] } })",
  "await startMock('rate-limited')",
  'await (await startMock()).session({ scenario: { rules: [] } })',
  "await (await startMock()).verify({ sequence: [{ status: 429 }, { wated: '>=1s' }] })",
  "await (await startMock()).verify({ match: { endedBy: 'me' } })",
  "await (await startMock()).journal({ status: '429' })",
  'assertPass((await startMock()).verdict())',
]

/** What must compile. */
const right = [
  "const scenario: Scenario = { about: 'x', rules: [{ name: 'a', match: { model: ['a', 'b*'] }, times: 1, error: { status: 429, retryAfter: '2s' } }] }",
  "const scenario = { about: 'x', rules: [{ error: 503, times: 1 }] } satisfies Scenario",
  "await using mock = await startMock({ scenario: { about: 'x', rules: [{ sequence: [{ fault: 'reset' }, { complete: {} }] }] }, seed: 3 })",
  "const scenario: Scenario = { about: 'x', rules: [{ error: 503, fault: { cut: { after: '50%' } } }, { fault: 'reset' }, { delay: '3s' }, {}] }",
  "const scenario: Scenario = { about: 'x', rules: [{ name: 'x', ...(Date.now() > 0 ? { error: 503 } : { complete: {} }) }] }",
  "const rules = [{ error: 503 }, { complete: {} }]; const scenario: Scenario = { about: 'x', rules }",
  "const mock: Mock = await connect('http://mock:4010', { token: 'x' }); const session: Session = await mock.session({ scenario: 'hang' })",
  "const { entries } = await (await startMock()).verify({ sequence: [{ status: 429 }, { status: [200, null], waited: '>=1s' }], within: '5s' })",
  'const [first] = await (await startMock()).journal({ status: 429 }); const status: number | null | undefined = first?.status',
  'assertPass(await (await startMock()).verdict({ strict: true }), { allowInconclusive: true })',
  "const result: 'PASS' | 'FAIL' | 'INCONCLUSIVE' = (await (await startMock()).verdict()).result",
]

const HEAD =
  "import { assertPass, connect, startMock, type Mock, type Scenario, type Session } from 'groq-mock'\nexport const used = [assertPass, connect, startMock]\nexport type Used = Mock | Scenario | Session\n"

const shipped = new Library()
  .all()
  .map(({ text }, i) => `export const scenario${i}: Scenario = ${JSON.stringify(parse(text))}\n`)

/** Programs that import the package as it ships, with its declarations looked at too. */
const files = new Map([
  [join(root, 'test/library/right.mts'), HEAD + blocks(right) + shipped.join('')],
  [join(root, 'test/library/wrong.mts'), HEAD + blocks(wrong, '// @ts-expect-error\n')],
])

t.test('what is no scenario does not compile, what is one does, and so does every one that ships', async t => {
  t.ok(shipped.length > 30)
  t.same(compilerSays(files), [])
})

/** An editor with one file that is written at this moment. */
const editorWith = (text: string) => {
  const file = join(root, 'test/library/written.mts')
  const host: ts.LanguageServiceHost = {
    jsDocParsingMode,
    getCompilationSettings: () => asUsers,
    getScriptFileNames: () => [file],
    getScriptVersion: name => (name === file ? text : '1'),
    getScriptSnapshot: name => {
      const read = name === file ? text : typescript.sys.readFile(name)
      return read === undefined ? undefined : typescript.ScriptSnapshot.fromString(read)
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: typescript.getDefaultLibFilePath,
    fileExists: name => name === file || typescript.sys.fileExists(name),
    readFile: typescript.sys.readFile,
  }
  const service = typescript.createLanguageService(host, registry)
  return {
    offered: (where: string): readonly string[] =>
      service
        .getCompletionsAtPosition(file, text.indexOf(where), {})
        ?.entries.map(({ name }) => name)
        .sort() ?? [],
    says: (): readonly string[] => service.getSemanticDiagnostics(file).map(messageOf),
  }
}

const ruleOf = (rule: string): string => `${HEAD}const scenario: Scenario = { about: 'x', rules: [{ ${rule} }] }\n`

t.test('editors offer every key of a rule, and of a step', async t => {
  const { properties = {} } = scenarioSchema.properties?.rules?.items ?? {}
  t.ok(Object.keys(properties).length > 15)
  t.same(editorWith(ruleOf('/* here */')).offered('/* here */'), Object.keys(properties).sort())
  t.same(
    editorWith(ruleOf('sequence: [{ /* here */ }]')).offered('/* here */'),
    Object.keys(properties.sequence?.items?.properties ?? {}).sort(),
  )
})

t.test('what the compiler says of a wrong rule names the key, and no more than a line of types', async t => {
  for (const [rule, said] of [
    ['eror: 503', "'eror' does not exist in type 'Rule & AtMostOne'. Did you mean to write 'error'?"],
    ['error: 503, complete: {}', "Types of property 'complete' are incompatible."],
    ["pass: true, fault: { short: '3 bytes' }", "Types of property 'fault' are incompatible."],
  ] as const) {
    const [first = '', ...others] = editorWith(ruleOf(rule)).says()
    t.same(others, [])
    t.match(first, said)
    for (const line of first.split('\n')) t.ok(line.length < 160, line)
  }
})
