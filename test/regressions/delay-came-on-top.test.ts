// Wrong until 59360bb (2026-11-24): a delay was counted from the decision, so that what came before it made answers later still.
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { chatBody, collect, openSocket, rawRequest, startMock } from '../helpers/mock.ts'

t.test('a delay is counted from the arrival: a body that takes its time does not make the answer later', async t => {
  const mock = await startMock(t, { rules: [{ delay: '1200ms' }] })
  const socket = await openSocket(t, mock)
  const body = JSON.stringify(chatBody())
  const head = rawRequest('POST', '/openai/v1/chat/completions', body).slice(0, -body.length)
  const answered = collect(socket, 3000)
  const began = performance.now()
  socket.write(head)
  await wait(800)
  socket.write(body)
  const bodyAt = performance.now()
  await new Promise(resolve => socket.once('data', resolve))
  const answerAt = performance.now()
  t.ok(answerAt - began >= 1190, `${Math.round(answerAt - began)} ms after the head`)
  t.ok(answerAt - bodyAt < 1000, `${Math.round(answerAt - bodyAt)} ms after the body`)
  socket.end()
  t.match((await answered).bytes, /^HTTP\/1\.1 200 /)
})
