import { readFileSync } from 'node:fs'
import t from 'tap'
import { serveFlags } from '#src/settings'

const table = readFileSync(new URL('../docs/bounds.md', import.meta.url), 'utf8')
const BOUNDS = /-bytes$|^sessions$|^session-ttl$/

t.test('the table of bounds names every flag that moves one, beside its default', async t => {
  for (const [name, { shownDefault }] of Object.entries(serveFlags).filter(([name]) => BOUNDS.test(name))) {
    const row = table.split('\n').find(line => line.includes(`\`--${name}\``)) ?? ''
    const words = { '10000': '10 000', '1h': 'an hour' }[shownDefault] ?? shownDefault.replace(/(?<=\d)(?=[MG]iB)/, ' ')
    t.ok(row.includes(words), `${name}: ${words}`)
  }
})

t.test('every flag in the table of bounds is one', async t => {
  const named = [...table.matchAll(/`--(?:no-)?([a-z-]+)`/g)].map(([, name = '']) => name)
  t.same(
    named.filter(name => !Object.hasOwn(serveFlags, name)),
    [],
  )
  t.ok(named.length >= 9)
})
