// Wrong until 222218f (2026-11-27): what an answer said of one model was held against requests to another, whose limit is its own.
import t from 'tap'
import { call, idsOf, judged } from '../verdict/journals.ts'

const refused = (count: number, model: string) =>
  Array.from({ length: count }, (_, i) =>
    call(`${model}-${i}`, [{ status: 429 }], { at: 100 + i * 60, model, fingerprint: `${model} ${i}` }),
  ).flat()
const told = call('first', [{ remaining: { requests: 0, amount: 0 } }], { model: 'a' })

t.test('what was told of a model counts for that model alone', async t => {
  t.notOk(idsOf(judged([...told, ...refused(20, 'b')])).includes('ignores-remaining'))
  t.notOk(idsOf(judged([...told, ...refused(6, 'a'), ...refused(6, 'b')])).includes('ignores-remaining'))
})

t.test('for that model it counts', async t => {
  t.match(
    judged([...told, ...refused(10, 'a')]).findings.find(({ id }) => id === 'ignores-remaining'),
    { sentence: /nothing was left of a .* began 10 calls/ },
  )
})
