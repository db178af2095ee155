import { join } from 'node:path'
import t from 'tap'
import { root } from '../helpers/cli.ts'
import { blocks, compilerSays } from '../helpers/compiler-says.ts'

const params = "params: { id: 'a' }"

/** What must not compile, each in one line. */
const wrong = [
  "await ask('GET /session/:id', { params: { id: 'a' } })",
  "await ask('PATCH /sessions/:id', { params: { id: 'a' } })",
  "await ask('GET /sessions/:id', {})",
  "await ask('GET /sessions/:id', { params: { name: 'a' } })",
  `await ask('POST /sessions/:id/clock', { ${params} })`,
  `await ask('POST /sessions/:id/clock', { ${params}, body: { advance: 60 } })`,
  `await ask('POST /sessions/:id/clock', { ${params}, body: { advanced: '60s' } })`,
  `await ask('POST /sessions/:id/outcome', { ${params}, body: { note: 'x' } })`,
  `await ask('POST /sessions/:id/reset', { ${params}, body: {} })`,
  `await ask('POST /sessions/:id/verify', { ${params}, body: { match: { stauts: 429 } } })`,
  `await ask('POST /sessions/:id/verify', { ${params}, body: { match: { path: ['/models'] } } })`,
  `await ask('GET /sessions/:id/journal', { ${params}, query: { stauts: 429 } })`,
  `await ask('GET /sessions/:id/journal', { ${params}, query: { status: '429' } })`,
  `await ask('DELETE /sessions/:id', { ${params} }, { awaited: [418] })`,
  `const { body } = await ask('GET /sessions/:id', { ${params} }); body.name`,
  `const { body } = await ask('GET /sessions/:id', { ${params} }); const seed: string = body.seed`,
  `const { body } = await ask('GET /sessions/:id/limits', { ${params} }); body.limits[0]?.buckets[0]?.left`,
  `const { body } = await ask('DELETE /sessions/:id', { ${params} }, { awaited: [404] }); body.error`,
  `const { status } = await ask('GET /sessions/:id', { ${params} }); const gone: 410 = status`,
]

/** What must compile. */
const right = [
  "const { body } = await ask('GET /health', {}); const version: string = body.version",
  "await ask('POST /sessions', {}); await ask('POST /sessions', { body: { scenario: 'hang', speed: 60 } })",
  `const { body } = await ask('GET /sessions/:id/limits', { ${params} }); const left: number | undefined = body.limits[0]?.buckets[0]?.remaining`,
  `const { body } = await ask('GET /sessions/:id/journal', { ${params}, query: { status: 429, since: null } }); const told: boolean = body.entries[0]?.told === null`,
  `const { status, body } = await ask('POST /sessions/:id/verify', { ${params}, body: { count: 1 } }, { awaited: [409] }); const seen: readonly string[] = status === 409 ? body.seen : body.entries`,
  `const { body } = await ask('DELETE /sessions/:id', { ${params} }, { awaited: [404] }); const why: string = body === null ? '' : body.error.message`,
  `const { body } = await ask('GET /sessions/:id/verdict', { ${params} }); const result: 'PASS' | 'FAIL' | 'INCONCLUSIVE' = body.result`,
]

const HEAD =
  "import type { Control } from '../../src/library/control.ts'\ndeclare const ask: Control['ask']\nexport const used = ask\n"

t.test('calls that the description does not know do not compile, those that it knows do', async t => {
  const files = new Map([
    [join(root, 'test/library/right-calls.mts'), HEAD + blocks(right)],
    [join(root, 'test/library/wrong-calls.mts'), HEAD + blocks(wrong, '// @ts-expect-error\n')],
  ])
  t.same(compilerSays(files, { allowImportingTsExtensions: true, skipLibCheck: true }), [])
})
