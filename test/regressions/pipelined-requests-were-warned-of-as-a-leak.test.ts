import t from 'tap'
import { openSocket, rawRequest, startMock } from '../helpers/mock.ts'

const REQUESTS = 20

t.test('many requests that wait on one connection are not warned of as a leak', async t => {
  const warnings: string[] = []
  const note = ({ message }: Error) => void warnings.push(message)
  process.on('warning', note)
  t.teardown(() => {
    process.off('warning', note)
  })
  const mock = await startMock(t, { rules: [{ delay: '1ms' }] })
  const socket = await openSocket(t, mock)
  socket.resume()
  socket.write(rawRequest('GET', '/openai/v1/models').repeat(REQUESTS))
  t.equal((await mock.entries(REQUESTS)).length, REQUESTS)
  t.same(warnings, [])
})
