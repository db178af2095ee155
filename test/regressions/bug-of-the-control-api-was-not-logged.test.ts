// Wrong until "Log what the control API fails at" (2026-11-27): a bug in a route of the control API was answered with 500 and told to nobody else.
import { Writable } from 'node:stream'
import { pino } from 'pino'
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

t.test('what a route of the control API fails at is answered, and logged with its stack', async t => {
  const lines: string[] = []
  const write = (chunk: unknown, _encoding: unknown, done: () => void) => {
    lines.push(String(chunk))
    done()
  }
  const mock = await startMock(t, 'steady-state', {}, pino({ level: 'error' }, new Writable({ write })))
  const { library } = mock
  const names = library.names.bind(library)
  library.names = () => {
    throw new TypeError('boom with api_key=0123456789')
  }
  const answer = await fetch(`${mock.url}/__mock/ready?token=abcdefgh`)
  const { error } = (await answer.json()) as { error: { message: string } }
  t.equal(answer.status, 500)
  t.match(error.message, /^a bug in groq-mock \(control\): boom with api_key=hidden-\w+; the log has the stack$/)
  const [line = '', ...more] = lines
  t.same(more, [])
  t.match(JSON.parse(line), {
    level: 50,
    msg: /^a bug in groq-mock \(control\): boom .*GET \/__mock\/ready\?token=hidden/,
  })
  t.match(JSON.parse(line).err.stack, /\n +at /)
  library.names = names
  t.equal((await fetch(`${mock.url}/__mock/ready`)).status, 200)
})
