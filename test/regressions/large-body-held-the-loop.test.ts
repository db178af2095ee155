// Wrong until 95e9974 (2026-11-27): a body was parsed in one go, so that one text of 24 MB held every other request up for 80 ms,
// one in Japanese for 220 ms.
import t from 'tap'
import { parseInSlices } from '#src/request/parse-in-slices'
import { cpuMsOf } from '../helpers/cpu-time.ts'
import { chatBody, startMock } from '../helpers/mock.ts'

const user = (content: string): object => chatBody({ messages: [{ role: 'user', content }] })

t.test('no step of reading a large body is long', async t => {
  for (const text of ['x'.repeat(24e6), '\u672c'.repeat(8e6), 'a"\n'.repeat(4e6)]) {
    const parsing = parseInSlices(Buffer.from(JSON.stringify(user(text))))
    let [steps, longestMs, isDone] = [0, 0, false]
    while (!isDone) {
      longestMs = Math.max(
        longestMs,
        cpuMsOf(() => {
          isDone = parsing.next().done === true
        }),
      )
      steps += 1
    }
    t.ok(steps > 150, `${steps} steps`)
    // ten on a busy machine
    t.ok(longestMs < 100, `${longestMs} ms of work`)
  }
})

t.test('others are served while a large body is read', async t => {
  const mock = await startMock(t)
  let served = 0
  let isRead = false
  const large = mock.chat({ body: user('x'.repeat(20e6)) }).finally(() => {
    isRead = true
  })
  while (!isRead) {
    t.equal((await fetch(`${mock.url}/__mock/health`)).status, 200)
    served += 1
  }
  t.equal((await large).status, 400)
  t.match(await large.then(answer => answer.json()), { error: { code: 'context_length_exceeded' } })
  t.ok(served > 2, `${served} served`)
})

t.test('what a large body says is answered as ever', async t => {
  const mock = await startMock(t)
  const long = 'y'.repeat(300_000)
  t.equal((await mock.chat({ body: { ...user('Hi'), user: long } })).status, 200)
  const broken = await mock.chat({ body: `{"model":"m","user":"${long}",}` })
  t.equal(broken.status, 400)
  const named = await mock.chat({ body: { ...user('Hi'), [long]: 1 } })
  t.equal(named.status, 413)
  t.match(await named.json(), { error: { message: /a name of more than \d+ bytes/ } })
  t.match((await mock.entries(3)).at(-1), { status: 413, because: /too many names and values/ })
})
