import fc from 'fast-check'
import t from 'tap'
import { draw } from '#src/chance'

t.test('equal keys give equal luck, and every part of the key counts', async t => {
  t.equal(draw([1, 'rule', 'share', 'f', 1, 1]), draw([1, 'rule', 'share', 'f', 1, 1]))
  const keys = [
    [2, 'rule', 'share', 'f', 1, 1],
    [1, 'other', 'share', 'f', 1, 1],
    [1, 'rule', 'oneOf', 'f', 1, 1],
    [1, 'rule', 'share', 'g', 1, 1],
    [1, 'rule', 'share', 'f', 2, 1],
    [1, 'rule', 'share', 'f', 1, 2],
  ]
  const drawn = new Set(keys.map(draw))
  t.equal(drawn.size, keys.length)
})

t.test('a draw lies in [0, 1), whatever the key', async () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.integer())), key => draw(key) >= 0 && draw(key) < 1))
})

t.test('a share of draws is met within four standard deviations, over ordinals and over seeds', async t => {
  const many = 20_000
  for (const share of [0.005, 0.1, 0.4, 0.9]) {
    for (const keyOf of [
      (i: number) => [1, 'flaky', 'share', 'abc', i, 1],
      (i: number) => [i, 'flaky', 'share', 'abc', 1, 1],
    ]) {
      const hits = Array.from({ length: many }, (_, i) => draw(keyOf(i))).filter(number => number < share).length
      const deviation = Math.sqrt(many * share * (1 - share))
      t.ok(Math.abs(hits - many * share) < 4 * deviation, `${share}: ${hits} of ${many}`)
    }
  }
})

t.test('neighbouring keys have luck that does not run together', async t => {
  const numbers = Array.from({ length: 10_000 }, (_, i) => draw([1, 'r', 'share', 'f', i, 1]))
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const product = numbers.slice(1).reduce((sum, number, i) => sum + (number - mean) * ((numbers[i] ?? 0) - mean), 0)
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0)
  t.ok(Math.abs(product / variance) < 0.05, `correlation ${product / variance}`)
})
