// Wrong until 6160793 (2026-11-26): a text in a scenario took 32 bytes a letter, so that 123 sessions with 1 MB each filled a heap of 4 GB.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import { nowhere, readScenario } from '#src/scenario/read-scenario'

const MB = 1024 ** 2

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const heapBytes = (): number => {
  collect()
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const scenarioWith = (text: string) =>
  readScenario({ name: 'x', file: 'x', text: JSON.stringify({ about: text }), place: nowhere }).scenario

t.test('a scenario with a text of 1 MB takes about as much', async t => {
  const kept = [scenarioWith('warm')]
  const before = heapBytes()
  for (let i = 0; i < 4; i += 1) kept.push(scenarioWith(`${i}${'a'.repeat(1_000_000)}`))
  const each = (heapBytes() - before) / 4
  t.equal(kept.filter(Boolean).length, 5)
  t.ok(each < 8 * MB, `${(each / MB).toFixed(1)} MB each`)
})
