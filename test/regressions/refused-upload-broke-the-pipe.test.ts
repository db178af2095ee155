// Wrong until f907268 (2026-11-23): the connection was closed right behind a 413, so that a client still writing saw a broken pipe.
import t from 'tap'
import { bounded } from '../helpers/bounded.ts'
import { startFrozen } from '../helpers/frozen.ts'
import { chatBody, collect, openSocket, rawRequest } from '../helpers/mock.ts'

// under a clock that stands still the second for which the server lets an upload end gently never passes

t.test('uploads of all sizes above the limit see their 413, not a broken pipe', async t => {
  const mock = await startFrozen(t, { api: { bodyLimit: '8KiB' } })
  for (let round = 0; round < bounded(40); round += 1)
    t.equal((await mock.chat({ user: 'x'.repeat(9000 + round * 400_000) })).status, 413, `round ${round}`)
})

t.test('a client that reads only after it has written all sees its 413', async t => {
  const mock = await startFrozen(t, { api: { bodyLimit: '8KiB' } })
  for (let round = 1; round <= bounded(20); round += 1) {
    const socket = await openSocket(t, mock)
    const body = JSON.stringify(chatBody({ user: 'x'.repeat(round * 400_000) }))
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.write(rawRequest('POST', '/openai/v1/chat/completions', body), () => resolve())
    })
    t.match((await collect(socket)).bytes, /^HTTP\/1\.1 413 /, `round ${round}`)
  }
})
