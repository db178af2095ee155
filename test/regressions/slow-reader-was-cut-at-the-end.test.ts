// Wrong until "Close a connection with its last answer when the server stops" (2026-11-26): when the server stopped, an answer
// that was ended but had not left yet, as its client read slowly, was cut.
import t from 'tap'
import { collect, openSocket, rawRequest, startMock } from '../helpers/mock.ts'
import { inTime } from '../helpers/until.ts'

/** More than the buffers of the system take. */
const BYTES = 24 * 1024 ** 2

t.test('what is under way when the server stops comes whole, however slowly it is read', async t => {
  const folder = t.testdir({
    'long.txt': 'x'.repeat(BYTES),
    'long.yaml': 'about: A long answer.\nrules: [{ reply: { file: long.txt } }]\n',
  })
  const mock = await startMock(t, `${folder}/long.yaml`)
  const socket = await openSocket(t, mock)
  socket.pause()
  socket.write(rawRequest('GET', '/openai/v1/models'))
  await mock.decided(1)
  const stopped = mock.stop()
  const answer = collect(socket)
  socket.resume()
  const { bytes, ended } = await answer
  t.equal(bytes.length - bytes.indexOf('\r\n\r\n') - 4, BYTES)
  t.equal(ended, 'FIN')
  await inTime(stopped)
  t.match(await mock.lastEntry(), { status: 200, bytes: BYTES, endedBy: 'server' })
})
