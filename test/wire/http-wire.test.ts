import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import t from 'tap'
import { realClock } from '#src/clock/clock'
import { HttpWire } from '#src/wire/http-wire'
import { TextAnswer } from '#src/wire/text-answer'
import type { Head, Sent } from '#src/wire/wire'

/** More than a connection takes of an answer that nobody reads. */
const LETTERS = 16 * 1024 * 1024

t.test('an answer that was given stays whole, though what comes behind it fails before it leaves', async t => {
  const clock = realClock
  const answers = new TextAnswer(clock)
  const ends: Sent[] = []
  const head = (): Head => ({ status: 200, reason: 'OK', headers: ['x-a', 'b'] })
  const server = createServer((request, response) => {
    const wire = new HttpWire(request, response, {
      clock,
      stopping: new AbortController().signal,
      unread: false,
      answers,
      streams: { open: 0 },
      startedMs: clock.monotonic(),
    })
    wire.whenOver(sent => ends.push(sent))
    // Node writes the first one, and a whole answer is held only where its head is known from there
    if (request.url === '/first') return wire.send(head(), 'first')
    answers.leaveTogether(() => {
      wire.send(head(), 'a'.repeat(LETTERS))
      wire.breakOff({ ...head(), status: 500 }, 'failed')
    })
  })
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const ask = (path: string) => socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`)
  let bytes = 0
  const whole = new Promise<void>(resolve => {
    socket.on('data', chunk => {
      if (bytes === 0) ask('/second')
      bytes += chunk.length
      if (bytes > LETTERS) resolve()
    })
    socket.on('close', () => resolve())
  })
  ask('/first')
  await whole
  t.ok(bytes > LETTERS, `${bytes} bytes came`)
  socket.destroy()
  t.match(ends, [
    { status: 200, bytes: 5, endedBy: 'server' },
    { status: 200, bytes: LETTERS, endedBy: 'server' },
  ])
})
