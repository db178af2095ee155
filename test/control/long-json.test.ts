import t from 'tap'
import { longJson } from '#src/control/long-json'

t.test('it is what JSON.stringify writes', async t => {
  for (const length of [0, 1, 499, 500, 501, 1000, 1234]) {
    const list = Array.from({ length }, (_, i) => ({ id: `"${i}"`, list: [i, null], none: undefined }))
    const whole = { ok: true, 'a "name"': null, list, left: undefined, count: length, ids: list.map(({ id }) => id) }
    t.equal(await longJson(whole), JSON.stringify(whole))
  }
  t.equal(await longJson({}), '{}')
})
