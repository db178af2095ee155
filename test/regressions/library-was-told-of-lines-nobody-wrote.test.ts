import t from 'tap'
import { startMock } from '#src/index'

t.test(
  'what is wrong with a question is told at its place in the object, not in the body that was made of it',
  async t => {
    const mock = await startMock()
    t.teardown(() => mock.close())
    const wrong = { sequence: [{ status: 429 }, { wated: '>=1s' }] }
    await t.rejects(mock.verify(wrong as object), {
      name: 'UsageError',
      message: /^"wated" is not known in sequence\[1\]\n {4}Did you mean "waited"\?$/,
    })
    await t.rejects(mock.verify({ match: { statu: 3 } } as object), { message: /^"statu" is not known in match\n/ })
  },
)
