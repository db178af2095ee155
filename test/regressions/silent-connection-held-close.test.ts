import t, { type Test } from 'tap'
import { type Mock, startMock } from '#src/index'
import { startFrozen } from '../helpers/frozen.ts'
import { openSocket } from '../helpers/mock.ts'
import { inTime } from '../helpers/until.ts'

const started = async (t: Test): Promise<Mock> => {
  const mock = await startMock()
  t.teardown(() => mock.close())
  return mock
}

t.test('a connection on which nothing was asked does not hold close', async t => {
  const [mock, frozen] = [await started(t), await startFrozen(t, {})]
  for (const { url } of [mock, frozen]) {
    await openSocket(t, { url })
    // the server has taken the connection before this is answered
    await (await fetch(`${url}/openai/v1/models`)).text()
  }
  await t.resolves(inTime(mock.close()))
  await t.resolves(inTime(frozen.stop()), 'where time stands still too: it does not wait for the grace')
})
