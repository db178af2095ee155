import { once } from 'node:events'
import { pino } from 'pino'
import t from 'tap'
import { openSocket, startMock } from '../helpers/mock.ts'
import { inTime } from '../helpers/until.ts'

const request = 'GET /openai/v1/models HTTP/1.1\r\nhost: x\r\n\r\n'

t.test('a connection on which more than a thousand requests wait is closed, and the log has a word of it', async t => {
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
  const mock = await startMock(t, { rules: [{ fault: 'hang' }] }, {}, log)
  const [patient, flooding] = [await openSocket(t, mock), await openSocket(t, mock)]
  patient.write(request.repeat(900))
  await mock.decided(900)
  const closed = once(flooding, 'close')
  flooding.on('error', () => {})
  flooding.resume().write(request.repeat(1500))
  await inTime(closed)
  t.equal(patient.destroyed, false)
  t.match(lines, [/a connection was closed on which more than 1000 requests waited for their answers/])
  const entries = await mock.entries(1001)
  t.ok(entries.every(({ status, endedBy }) => status === 499 && endedBy === 'client'))
})
