import { readFileSync } from 'node:fs'
import t from 'tap'
import type { Suite } from '#src/conform/case'

const text = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const { matrixPage } = await import(new URL('../../examples/conformance/matrix-page.mjs', import.meta.url).href)
const { subjects: known } = await import(new URL('../../examples/conformance/subjects.mjs', import.meta.url).href)
const suite = JSON.parse(text('conformance/cases.json')) as Suite

interface Subject {
  readonly name: string
  readonly skipped: string | null
  readonly rows: readonly { readonly id: string }[]
}
const data = JSON.parse(text('docs/sdk-matrix.json')) as { readonly subjects: readonly Subject[] }

t.test('the page of the matrix says what its results say, and no more', async t => {
  t.equal(text('docs/sdk-matrix.md'), matrixPage(data, suite))
})

t.test('every client of the matrix has a row for every case of today, or says why it has none', async t => {
  const ids = suite.cases.map(({ id }) => id)
  t.ok(data.subjects.length >= 8)
  for (const { name, skipped, rows } of data.subjects) {
    t.ok(
      known.some((subject: { name: string }) => subject.name === name),
      name,
    )
    t.same(
      rows.map(({ id }) => id),
      skipped === null ? ids : [],
      name,
    )
  }
})
