// Wrong until 4042e7a (2026-11-23): a wait of more than 2³¹ − 1 ms was over after one (docs/facts/node.md §6).
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { realClock } from '#src/clock/clock'

t.test('a wait of thirty days goes on, and no timer overflows', async t => {
  const warnings: string[] = []
  const note = ({ name }: Error) => warnings.push(name)
  process.on('warning', note)
  const leave = new AbortController()
  const slept = realClock.sleep(30 * 86_400_000, leave.signal).then(() => 'over')
  t.equal(await Promise.race([slept, wait(100, 'goes on')]), 'goes on')
  leave.abort()
  t.equal(await slept, 'over')
  process.off('warning', note)
  t.same(warnings, [])
})
