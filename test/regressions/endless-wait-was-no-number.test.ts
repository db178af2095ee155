// Wrong until 2026-11-27: a `retry-after` beyond every number was told as null in the journal, and `because` said InfinitymNaNs.
import t from 'tap'
import { toldInWords } from '#src/wire/told-in-words'
import { startMock } from '../helpers/mock.ts'

const CENTURY_MS = 100 * 365.25 * 86_400_000

const rows: readonly (readonly [header: string, value: string, ms: number, words: string])[] = [
  ['retry-after', '9'.repeat(30), CENTURY_MS, `retry after ${'9'.repeat(30)}s`],
  ['retry-after', '9'.repeat(400), CENTURY_MS, `retry after ${'9'.repeat(40)}…s`],
  ['retry-after-ms', '9'.repeat(400), CENTURY_MS, `retry after ${'9'.repeat(40)}…ms (retry-after-ms)`],
  ['retry-after', '3155760000', CENTURY_MS, 'retry after 3155760000s'],
  ['retry-after', '86400', 86_400_000, 'retry after 1440m'],
]

t.test('a wait that nobody lives to see the end of is told as a century, and as it stood', async t => {
  for (const [name, value, ms, words] of rows) {
    const headers = { 'retry-after': null, [name]: value }
    const mock = await startMock(t, { rules: [{ error: { status: 429 }, headers }] })
    await (await mock.chat()).text()
    const [entry] = await mock.entries(1)
    const told = name === 'retry-after' ? entry?.told?.retryAfter : entry?.told?.retryAfterMs
    t.match(told, { text: value, ms })
    t.ok(toldInWords(entry?.told ?? null).includes(`, ${words}`), words)
    t.ok(entry?.because.includes(words), String(entry?.because))
  }
})
