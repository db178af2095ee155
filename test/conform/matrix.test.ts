import { readFileSync } from 'node:fs'
import t from 'tap'
import type { Suite } from '#src/conform/case'

const text = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const { matrixPage } = await import(new URL('../../examples/conformance/matrix-page.mjs', import.meta.url).href)
const { changes } = await import(new URL('../../examples/conformance/changes.mjs', import.meta.url).href)
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
  t.same(
    data.subjects.map(({ name }) => name),
    known.map(({ name }: { name: string }) => name),
  )
  for (const { name, skipped, rows } of data.subjects) {
    t.same(
      rows.map(({ id }) => id),
      skipped === null ? ids : [],
      name,
    )
  }
})

t.test('the page tells how long the last whole run took, where there was one', async t => {
  const whole = { date: '2026-01-02', wallSeconds: 605, sumSeconds: 1800, clients: 3, jobs: 4, atOnce: 2, cores: 8 }
  const text = matrixPage({ ...data, whole }, suite)
  t.match(
    text,
    /All 3 clients were run on 2026-01-02, 2 side by side with 4 cases each, on 8 cores: that took 10 min 5 s, where the times of the clients add up to 30 min 0 s;/,
  )
  t.notMatch(matrixPage({ ...data, whole: null }, suite), /side by side/)
})

t.test('what is checked in and what a run gave are compared row by row', async t => {
  const rows = (...words: readonly string[]) => words.map((result, i) => ({ id: `case-${i}`, result }))
  t.same(changes({ rows: rows('OK', 'FAILED') }, { name: 'got', rows: rows('OK', 'OK') }), [
    'got case-1: FAILED is checked in, and it is OK',
  ])
  t.same(changes(undefined, { name: 'got', rows: rows('OK') }), ['got case-0: nothing is checked in, and it is OK'])
})
