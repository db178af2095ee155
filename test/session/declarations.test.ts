import t from 'tap'
import { Declarations } from '#src/session/declarations'
import { Tally } from '#src/tally'
import { startMock } from '../helpers/mock.ts'

t.test('ten thousand calls may be declared, the last word of one counts, and a long note is cut', async t => {
  const tally = new Tally()
  const declarations = new Declarations(tally)
  const declare = (call: string | null, note: string | null = null) => declarations.add({ call, ok: true, note })
  for (let i = 0; i < 10_000; i += 1) t.equal(declare(`call-${i}`, 'n'.repeat(400)), true)
  const full = tally.bytes
  t.ok(full > 10_000 * 800, `${full} bytes`)
  t.equal(declare('one-more'), false)
  t.equal(declare('call-7', 'n'.repeat(400)), true, 'again')
  t.equal(tally.bytes, full, 'it takes the place of what was said before')
  t.equal(declare('call-7', 'n'.repeat(600)), true)
  t.equal(declarations.all().find(({ call }) => call === 'call-7')?.note?.length, 500)
  t.equal(tally.bytes, full + 200)
  declarations.clear()
  t.equal(tally.bytes, 0)
})

t.test('what is declared counts in what sessions remember, and no id of any length is taken', async t => {
  const mock = await startMock(t, {})
  await (await mock.chat({ headers: { 'x-mock-call': 'mine' } })).text()
  await mock.entries(1)
  const declare = async (call: string) => {
    const body = JSON.stringify({ call, ok: true })
    const answer = await fetch(`${mock.url}/__mock/sessions/default/outcome`, {
      ...{ method: 'POST', body, headers: { 'content-type': 'application/json' } },
    })
    return [answer.status, await answer.text()] as const
  }
  t.match(await declare('mine'), [200])
  t.match(await declare('x'.repeat(100_000)), [404, /no call whose id has 100000 letters/])
})
