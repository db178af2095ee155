import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { run } from '../helpers/cli.ts'
import { fetchingNode } from '../helpers/fetching-node.ts'

/** Some of every kind; `npm run conform:known` runs all, and `npm run sdk-matrix -- --check` those of all clients. */
const FEW =
  'refused-400,passing-503,flex-498,seconds-on-429,reset-before-head,cut-by-reset,stream-whole,stream-cut-clean,stream-html,html-502'

interface Part {
  readonly name: string
  readonly rows: readonly { readonly id: string; readonly result: string }[]
}

t.test('the rows of groq-sdk that are checked in still hold', async t => {
  const { subjects } = JSON.parse(readFileSync(new URL('../../docs/sdk-matrix.json', import.meta.url), 'utf8'))
  const rows = (subjects as readonly Part[]).find(({ name }) => name === 'groq-sdk')?.rows ?? []
  const expected = join(t.testdir({}), 'expected.json')
  const results = Object.fromEntries(rows.map(({ id, result }) => [id, result]))
  writeFileSync(expected, JSON.stringify({ format: 'groq-mock-conformance-expected', version: 1, results }))
  const only = process.env.CONFORM === 'all' ? rows.map(({ id }) => id).join(',') : FEW
  const runner = fileURLToPath(new URL('../../examples/conformance/node/groq-sdk.mjs', import.meta.url))
  const args = ['conform', '--only', only, '--jobs', '3', '--expected', expected, '--']
  const { code, stdout } = await run([...args, ...fetchingNode, runner])
  t.equal(code, 0, stdout.slice(stdout.indexOf('\nNot as ')))
})
