import { Writable } from 'node:stream'
import { pino } from 'pino'
import t from 'tap'
import { HttpWire } from '#src/wire/http-wire'
import type { Sent } from '#src/wire/wire'
import { chatBody, collect, openSocket, rawRequest, startMock, type TestMock } from '../helpers/mock.ts'

const boom = (): never => {
  throw new TypeError('boom')
}

/** Lets one thing within a server throw, once. */
type Break = (mock: TestMock) => void

const sessionOf = ({ sessions }: TestMock) =>
  sessions.of({ scenario: null, session: null, call: null, inject: null, wrong: null }).session

/** A method that throws at its first call. */
const method =
  (of: (mock: TestMock) => object, name: string): Break =>
  mock => {
    const owner = of(mock)
    Object.defineProperty(owner, name, {
      configurable: true,
      value: () => {
        Reflect.deleteProperty(owner, name)
        return boom()
      },
    })
  }

/** A property that throws when it is read first. */
const property =
  (of: (mock: TestMock) => object, name: string): Break =>
  mock => {
    const owner = of(mock)
    const proper = Object.getOwnPropertyDescriptor(owner, name)
    Object.defineProperty(owner, name, {
      configurable: true,
      get: () => {
        if (proper) Object.defineProperty(owner, name, proper)
        else Reflect.deleteProperty(owner, name)
        return boom()
      },
    })
  }

/** The wire throws when it is asked for this the n-th time. */
const wire =
  (name: 'send' | 'write', nth = 1): Break =>
  () => {
    const proper = HttpWire.prototype[name]
    let calls = 0
    HttpWire.prototype[name] = function (this: HttpWire, ...args: never[]) {
      calls += 1
      if (calls < nth) return Reflect.apply(proper, this, args) as never
      HttpWire.prototype[name] = proper as never
      return boom()
    } as never
  }

/** When an answer has been handed over, something is done to its wire. */
const afterSend = (act: (wire: HttpWire) => void): void => {
  const { send } = HttpWire.prototype
  HttpWire.prototype.send = function (this: HttpWire, ...args) {
    HttpWire.prototype.send = send
    send.apply(this, args)
    act(this)
  }
}

/** What is known of the end of an exchange throws when this is read first. */
const sent =
  (name: keyof Sent): Break =>
  mock =>
    afterSend(wire => {
      Object.defineProperty(wire, 'whenOver', {
        value: (act: (end: Sent) => void) =>
          HttpWire.prototype.whenOver.call(wire, end => {
            const broken = { ...end }
            property(() => broken, name)(mock)
            act(broken)
          }),
      })
    })

const api = (mock: TestMock) => sessionOf(mock).scenario.api
const success = (mock: TestMock): object => {
  const choice = sessionOf(mock).scenario.rules[0]?.choice
  return choice?.kind === 'outcome' && choice.outcome.kind === 'complete' ? choice.outcome.complete : {}
}

const SCENARIO = { api: { capacity: { concurrent: 1 } }, rules: [{ name: 'all', complete: { text: 'Well.' } }] }

const stages: readonly (readonly [stage: string, breaks: Break, answer: 'bug' | 'success'])[] = [
  ['receive', method(({ sessions }) => sessions, 'of'), 'bug'],
  ['identify', property(api, 'validation'), 'bug'],
  ['count', method(sessionOf, 'attemptOf'), 'bug'],
  ['decide', property(sessionOf, 'counters'), 'bug'],
  ['perform', property(api, 'compression'), 'bug'],
  ['perform', wire('send'), 'bug'],
  ['read', sent('headers'), 'success'],
  ['tell', mock => afterSend(() => property(success, 'text')(mock)), 'success'],
  ['record', sent('bytes'), 'success'],
  ['settle', sent('endedBy'), 'success'],
  ['settle', method(sessionOf, 'settle'), 'success'],
]

/** A log that is kept, errors alone. */
const keptLog = () => {
  const lines: { readonly stage: string; readonly entry: string; readonly err: { readonly stack: string } }[] = []
  const write = (chunk: unknown, _encoding: unknown, done: () => void) => {
    lines.push(JSON.parse(String(chunk)))
    done()
  }
  return { lines, log: pino({ level: 'error' }, new Writable({ write })) }
}

for (const [i, [stage, breaks, answered]] of stages.entries())
  t.test(`a bug in "${stage}" loses nothing (${i + 1})`, async t => {
    const { lines, log } = keptLog()
    const mock = await startMock(t, SCENARIO, {}, log)
    breaks(mock)
    const answer = await mock.chat()
    const entry = await mock.lastEntry()
    if (answered === 'bug') {
      t.equal(answer.status, 500)
      t.equal(answer.headers.get('x-mock-bug'), 'true')
      t.match(await answer.json(), { error: { message: /groq-mock.*boom/, code: 'mock_bug' } })
      t.equal(answer.headers.get('x-mock-entry'), entry.id)
    } else t.equal(answer.status, 200)
    t.equal(entry.status, answer.status)
    t.match(entry.because, new RegExp(`a bug in groq-mock \\(${stage}\\): TypeError: boom`))
    t.match(lines, [{ stage, entry: entry.id, err: { stack: /boom[\s\S]* at / } }])
    t.equal(sessionOf(mock).slots.all, 0, 'its place is given back')
    t.equal((await mock.chat()).status, 200)
    t.equal((await mock.entries(2)).length, 2)
  })

t.test('a bug in the middle of a stream ends the connection there, and loses nothing', async t => {
  const { lines, log } = keptLog()
  const mock = await startMock(
    t,
    {
      ...SCENARIO,
      rules: [
        { name: 'all', stream: { stall: { after: '2 chunks', for: '1ms' } }, complete: { text: 'One two three.' } },
      ],
    },
    {},
    log,
  )
  wire('write', 2)(mock)
  const socket = await openSocket(t, mock)
  socket.write(rawRequest('POST', '/openai/v1/chat/completions', JSON.stringify(chatBody({ stream: true }))))
  const { bytes, ended } = await collect(socket)
  t.equal(ended, 'FIN')
  t.match(bytes, /^HTTP\/1\.1 200 /)
  t.notMatch(bytes, /\[DONE\]/)
  t.match(await mock.lastEntry(), {
    status: 200,
    endedBy: 'fault',
    because: /a bug in groq-mock \(perform\): TypeError/,
  })
  t.match(lines, [{ stage: 'perform' }])
  t.equal(sessionOf(mock).slots.all, 0)
  t.equal((await mock.chat()).status, 200)
})

t.test('what was thrown may quote its request: the log has no secret of it', async t => {
  const [own, other] = ['hunter2-of-somebody', 'gsk_0123456789abcdefghij']
  let log = ''
  const mock = await startMock(
    t,
    'steady-state',
    {},
    pino(
      { level: 'error' },
      new Writable({
        write: (chunk, _encoding, done) => {
          log += chunk
          done()
        },
      }),
    ),
  )
  const session = sessionOf(mock)
  Object.defineProperty(session, 'attemptOf', {
    value: () => {
      throw new Error(`there is no ${own} and no ${other}`)
    },
  })
  t.equal((await mock.chat({ headers: { authorization: `Bearer ${own}` } })).status, 500)
  t.match((await mock.lastEntry()).because, /there is no hidden-\w{10} and no hidden-\w{10}/)
  t.match(JSON.parse(log), { err: { type: 'Error', stack: /there is no hidden-\w{10} and no hidden-\w{10}\n +at / } })
  t.notOk(log.includes(own) || log.includes(other))
})
