// A connection of HTTP/2 whose head could not be unpacked was neither read nor written any more, and stayed when its client was gone.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect as connectTls } from 'node:tls'
import t from 'tap'
import { openTlsServer } from '#src/arrivals/open-tls-server'
import { fakeClock, realClock } from '#src/clock/clock'
import { madeCertificate } from '#src/tls/made-certificate'
import { countedClock } from '../helpers/counted-clock.ts'
import { until } from '../helpers/until.ts'

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
const SETTINGS = Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])
/** HEADERS of stream 1 whose first field has an index that HPACK can't have. */
const WRONG_HEADERS = Buffer.from([0, 0, 6, 1, 4, 0, 0, 0, 1, 255, 255, 255, 255, 255, 255])

t.test('a connection that wrong frames have stopped is ended after a while; one that is only quiet stays', async t => {
  const clock = countedClock(fakeClock())
  const certificate = await madeCertificate([], realClock.now())
  const server = openTlsServer(certificate, {}, (_request, response) => response.end(), { warn: () => {} }, clock)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const open = async (bytes: Buffer) => {
    const socket = connectTls({ port, host: '127.0.0.1', ca: certificate.ca, ALPNProtocols: ['h2'] })
    t.teardown(() => {
      socket.destroy()
    })
    socket.on('error', () => {}).resume()
    await once(socket, 'secureConnect')
    await new Promise(resolve => socket.write(bytes, resolve))
    return socket
  }
  const connections = () => new Promise<number>(resolve => server.getConnections((_error, count) => resolve(count)))
  const quiet = await open(Buffer.concat([PREFACE, SETTINGS]))
  const stopped = await open(Buffer.concat([PREFACE, SETTINGS, WRONG_HEADERS]))
  // what the server writes by itself has come: its settings, and GOAWAY
  await until(() => quiet.bytesRead > 0 && stopped.bytesRead > 0)
  stopped.destroy()
  for (let i = 0; i < 8; i += 1) {
    await until(() => clock.waits === 1)
    await clock.advance(10_000)
    // a PING, and what else it writes, leaves in turns of the loop
    for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => setImmediate(resolve))
  }
  await until(connections, count => count === 1)
  t.notOk(quiet.destroyed)
  const closed = once(server, 'close')
  server.close()
  quiet.destroy()
  await closed
})
