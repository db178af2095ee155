import t from 'tap'
import { negotiated } from '#src/control/negotiated'

const types = ['application/json', 'text/plain', 'text/markdown', 'text/html', 'application/xml'] as const

const rows: readonly (readonly [accept: string | undefined, type: string])[] = [
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['*', 'application/json'],
  ['text/csv', 'application/json'],
  ['text/plain', 'text/plain'],
  ['TEXT/Markdown; charset=utf-8', 'text/markdown'],
  ['text/plain;q=0.5, text/html', 'text/html'],
  ['text/html;q=0.2, application/json;q=0.1', 'text/html'],
  ['text/html ; Q=0.2 , application/json ; q=0.3', 'application/json'],
  ['text/html, text/plain', 'text/html'],
  ['text/plain, text/html', 'text/plain'],
  ['text/html;q=0', 'application/json'],
  ['application/json;q=0, text/html;q=0.1', 'text/html'],
  ['*/*, application/json;q=0', 'text/plain'],
  ['*/*;q=0.1, text/markdown', 'text/markdown'],
  ['*/*, text/markdown', 'text/markdown'],
  ['text/*', 'text/plain'],
  ['text/*;q=0.9, text/html', 'text/html'],
  ['text/*, text/plain;q=0', 'text/markdown'],
  ['application/json, text/plain, */*', 'application/json'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
  ['application/xml;q=high', 'application/xml'],
  ['application/xml;q=', 'application/xml'],
  ['application/xml;q=7, text/plain', 'application/xml'],
  ['application/xml;q=-1, text/plain;q=0.001', 'text/plain'],
  [',,;;, ;q=1', 'application/json'],
  ['constructor, __proto__', 'application/json'],
]

for (const [accept, type] of rows)
  t.test(`Accept: ${accept ?? '(none)'} wants ${type}`, async t => {
    t.equal(negotiated(accept, types), type)
  })

t.test('a long Accept is little work', async t => {
  const begun = process.cpuUsage().user
  negotiated('text/plain;q=0.1,'.repeat(16_384 / 17), types)
  t.ok(process.cpuUsage().user - begun < 100_000, 'microseconds')
})
