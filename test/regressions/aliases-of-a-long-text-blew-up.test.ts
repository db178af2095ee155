// Wrong until 57b72f9 (2026-11-26): of what aliases stand for only values were counted, not letters: 1 MB became 800 MB, and the reader threw.
import t from 'tap'
import { nowhere, readScenario } from '#src/scenario/read-scenario'

const textWith = (letters: number): string => `about: &a "${'a'.repeat(letters)}"\nrules:\n${'  - *a\n'.repeat(900)}`

t.test('aliases of a long text count its letters', async t => {
  const { scenario, diagnostics } = readScenario({ name: 'x', file: 'x', text: textWith(900_000), place: nowhere })
  t.equal(scenario, null)
  t.match(diagnostics, [
    { message: /^with its aliases written out, the file has more than 200000 values, of which a long text/ },
  ])
  t.equal(diagnostics.length, 1)
})

t.test('aliases of a short one do not', async t => {
  const { diagnostics } = readScenario({ name: 'x', file: 'x', text: textWith(90), place: nowhere })
  t.ok(diagnostics.length > 1)
  t.notMatch(diagnostics[0]?.message, /aliases/)
})
