// Wrong until 8bf40c1 (2026-11-23): a connection on which nothing was asked held up the end of the server for its whole grace.
import { once } from 'node:events'
import { connect } from 'node:net'
import t, { type Test } from 'tap'
import { type Mock, startMock } from '#src/index'

const started = async (t: Test): Promise<Mock> => {
  const mock = await startMock()
  t.teardown(() => mock.close())
  return mock
}

const models = ({ openaiBaseUrl }: Mock): Promise<Response> => fetch(`${openaiBaseUrl}/models`)

t.test('a connection on which nothing was asked does not hold close', async t => {
  const mock = await started(t)
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
  t.teardown(() => {
    socket.destroy()
  })
  await once(socket, 'connect')
  // the server has taken the connection before this is answered
  await (await models(mock)).text()
  const from = performance.now()
  await mock.close()
  t.ok(performance.now() - from < 1000, `${Math.round(performance.now() - from)} ms`)
})
