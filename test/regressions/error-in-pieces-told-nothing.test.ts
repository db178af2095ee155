/*
 * `told.tryAgainInMs` was read off the last piece of an answer alone, as it went out: an error event told nothing where the
 * stream was compressed or bare, had CRLF, or came in several packets; nor did the body of an error that trickled. Right since
 * "Read what an error told however its bytes went out" (2026-11-26).
 */
import t from 'tap'
import { chatBody, startMock } from '../helpers/mock.ts'

const event = (more = {}, inside = {}) => ({
  stream: { error: { after: '2 chunks', status: 429, ...inside }, ...more },
})
const trickle = { fault: { trickle: { bytesPerSecond: 2000 } } }
const short = { fault: { short: '10 bytes' } }

const table: readonly (readonly [name: string, rule: object, coding?: string])[] = [
  ['a stream', event()],
  ['a bare event', event({}, { bare: true })],
  ['lines that end with CRLF', event({ crlf: true })],
  ['packets that are parts of events', event({ split: 5 })],
  ['several events a packet', event({ coalesce: 3 })],
  ['lines between the events', event({ lines: [{ add: ['id: {chunk}'] }] })],
  ['a stream that trickles', { ...event(), ...trickle }],
  ['a stream in gzip', event(), 'gzip'],
  ['a stream in br', event(), 'br'],
  ['a stream in deflate, in parts of events', event({ split: 5 }), 'deflate'],
  ['a stream in gzip that is short', { ...event(), ...short }, 'gzip'],
  ['a body', { error: 429 }],
  ['a body that trickles', { error: 429, ...trickle }],
  ['a body in br that trickles', { error: 429, ...trickle }, 'br'],
]

for (const [name, rule, coding = 'identity'] of table)
  t.test(`the entry tells what the client reads in ${name}`, async t => {
    const mock = await startMock(t, { api: { compression: true }, rules: [rule] })
    const answer = await mock.chat({ headers: { 'accept-encoding': coding }, body: chatBody({ stream: true }) })
    t.equal(answer.headers.get('content-encoding'), coding === 'identity' ? null : coding)
    // what is short ends too soon
    await answer.text().catch(() => {})
    t.match((await mock.entries(1))[0]?.told, { tryAgainInMs: 1000 })
  })
