import { EventEmitter, once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { pino } from 'pino'
import t from 'tap'
import { fakeClock } from '#src/clock/clock'
import { entryEvents } from '#src/control/journal-streams'
import { longAnswers } from '#src/control/long-answers'
import type { Entry } from '#src/journal/entry'
import type { EntryFilter } from '#src/journal/entry-filter'
import { Journal } from '#src/journal/journal'
import { entryOf } from '../helpers/entries.ts'
import { startFrozen } from '../helpers/frozen.ts'
import { startMock, type Teardown, type TestMock } from '../helpers/mock.ts'
import { inTime, until } from '../helpers/until.ts'

const LINES = { accept: 'application/x-ndjson' }
const EVENTS = { accept: 'text/event-stream' }

const entry = (id: number, more: Partial<Entry> = {}): Entry => entryOf({ id: `e${id}`, ...more })

const fill = ({ journal }: Pick<TestMock, 'journal'>, many: number, more: Partial<Entry> = {}): void => {
  for (let i = 0; i < many; i += 1) journal.add(entry(i, more))
}

/** Follows a journal and collects what comes. */
const follow = async (t: Teardown, { url }: Pick<TestMock, 'url'>, query = '', headers = {}) => {
  const request = get(`${url}/__mock/sessions/default/journal${query}`, { headers: { ...EVENTS, ...headers } })
  t.teardown(() => {
    request.destroy()
  })
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  let text = ''
  let ended = false
  answer.setEncoding('utf8').on('data', part => {
    text += part
  })
  answer.on('end', () => {
    ended = true
  })
  answer.on('error', () => {})
  const ids = () => [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id)
  return { request, answer, text: () => text, ids, ended: () => ended }
}

t.test('ten thousand entries stream as one JSON a line, without a limit', async t => {
  const mock = await startMock(t)
  fill(mock, 10_000, { path: `/${'x'.repeat(300)}` })
  const answer = await fetch(`${mock.url}/__mock/sessions/default/journal`, { headers: LINES })
  t.equal(answer.status, 200)
  t.match(answer.headers.get('content-type'), 'application/x-ndjson')
  t.notOk(answer.headers.has('content-length'))
  const lines = (await answer.text()).trimEnd().split('\n')
  t.equal(lines.length, 10_000)
  t.same(
    lines.map(line => JSON.parse(line).id),
    Array.from({ length: 10_000 }, (_, i) => `e${i}`),
  )
})

t.test('lines obey filters, since and limit, and none is an empty body', async t => {
  const mock = await startMock(t, { rules: [{ name: 'second', every: 2, error: 429 }] })
  const ids: (string | null)[] = []
  for (let i = 0; i < 6; i += 1) {
    ids.push(
      (
        await mock.chat({ body: { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: `${i}` }] } })
      ).headers.get('x-mock-entry'),
    )
    await mock.entries(i + 1)
  }
  const lines = async (query: string) => {
    const text = await (await fetch(`${mock.url}/__mock/sessions/default/journal${query}`, { headers: LINES })).text()
    return text === ''
      ? []
      : text
          .trimEnd()
          .split('\n')
          .map(line => JSON.parse(line).id)
  }
  t.same(await lines('?status=429'), [ids[1], ids[3], ids[5]])
  t.same(await lines(`?rule=second&since=${ids[1]}`), [ids[3], ids[5]])
  t.same(await lines('?limit=2'), ids.slice(0, 2))
  t.same(await lines('?status=500'), [])
  const wrong = await fetch(`${mock.url}/__mock/sessions/default/journal?stauts=429`, { headers: LINES })
  t.equal(wrong.status, 400)
  t.match(await wrong.json(), { error: { message: /Did you mean "status"/ } })
})

t.test('a follower gets what is past after since, then each entry as it is recorded', async t => {
  const mock = await startMock(t)
  const ask = async () => (await mock.chat()).headers.get('x-mock-entry') ?? ''
  const first = await ask()
  const second = await ask()
  await mock.entries(2)
  const fromNow = await follow(t, mock)
  const after = await follow(t, mock, `?since=${first}`)
  const resumed = await follow(t, mock, '', { 'last-event-id': first })
  t.match(after.answer.headers['content-type'], 'text/event-stream')
  const third = await ask()
  t.ok(await until(() => fromNow.ids().length === 1 && after.ids().length === 2 && resumed.ids().length === 2))
  t.same(fromNow.ids(), [third])
  t.same(after.ids(), [second, third])
  t.same(resumed.ids(), [second, third])
  const [, data = ''] = /^event: entry\nid: .*\ndata: (.*)\n\n/m.exec(fromNow.text()) ?? []
  t.same(JSON.parse(data), await mock.lastEntry())
})

t.test('a follower hears of what fits only, and of its session only', async t => {
  const mock = await startMock(t)
  const other = await follow(t, mock, '?status=503')
  await mock.chat()
  await mock.chat({ base: '/session/two', headers: { 'x-mock-status': '503' } })
  await mock.chat({ headers: { 'x-mock-status': '503' } })
  t.ok(await until(() => other.ids().length === 1))
  t.same(other.ids(), [(await mock.entries(2))[1]?.id])
})

t.test('with a limit a follower ends after so many', async t => {
  const mock = await startMock(t)
  const two = await follow(t, mock, '?limit=2')
  for (let i = 0; i < 3; i += 1) await mock.chat()
  t.ok(await until(two.ended))
  t.equal(two.ids().length, 2)
  t.ok(await until(() => mock.journal.listeners === 0))
})

t.test('when the client leaves no listener stays, and the server goes on', async t => {
  const mock = await startMock(t)
  const followers = await Promise.all(Array.from({ length: 20 }, () => follow(t, mock)))
  t.ok(await until(() => mock.journal.listeners === 20))
  for (const { request } of followers) request.destroy()
  t.ok(await until(() => mock.journal.listeners === 0))
  t.equal((await mock.chat()).status, 200)
})

t.test('a follower does not hold up the stop of the server, and sees its end', async t => {
  const mock = await startFrozen(t, {})
  const follower = await follow(t, mock)
  await mock.chat()
  t.ok(await until(() => follower.ids().length === 1))
  await t.resolves(inTime(mock.stop()), 'time stands still, so the end of the grace never comes')
  t.ok(await until(follower.ended), 'it ended as it should, not cut off')
  t.equal(mock.journal.listeners, 0)
})

t.test('a follower that does not read neither grows memory nor holds up the stop', async t => {
  const mock = await startFrozen(t, {})
  const follower = await follow(t, mock)
  follower.answer.pause()
  const before = process.memoryUsage().rss
  const path = `/${'x'.repeat(20_000)}`
  for (let round = 0; round < 200; round += 1) {
    fill(mock, 100, { path })
    await new Promise(resolve => setImmediate(resolve))
  }
  // 400 MB of events against a journal of 64 MiB
  t.ok(process.memoryUsage().rss - before < 200 * 1024 ** 2, `${(process.memoryUsage().rss - before) / 1024 ** 2} MiB`)
  await t.resolves(inTime(mock.stop()), 'time stands still, so the end of the grace never comes')
})

t.test('a reader that was overtaken is told so in a last comment', async t => {
  const mock = await startMock(t, {}, { journalBytes: 2 * 1024 ** 2 })
  const follower = await follow(t, mock)
  follower.answer.pause()
  for (let round = 0; round < 20; round += 1) {
    // a path that comes again takes room once
    for (let i = 0; i < 50; i += 1) fill(mock, 1, { path: `/${round}/${i}/${'x'.repeat(20_000)}` })
    await new Promise(resolve => setImmediate(resolve))
  }
  follower.answer.resume()
  t.ok(await until(follower.ended))
  t.match(follower.text().slice(-200), /\n\n: too slow: .*\n\n$/)
  t.ok(follower.ids().length < 1000)
  t.equal(mock.journal.listeners, 0)
})

t.test('a reader that takes nothing for a minute is disconnected, and the log has a word of it', async t => {
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
  const mock = await startFrozen(t, 'steady-state', 1, log)
  const [unread, read] = [await follow(t, mock), await follow(t, mock)]
  unread.answer.pause()
  const { port } = new URL(mock.url)
  const download = get({ port, path: '/__mock/sessions/default/journal', headers: LINES })
  t.teardown(() => void download.destroy())
  const [lone] = (await once(download, 'response')) as [IncomingMessage]
  lone.pause().on('error', () => {})
  const path = `/${'x'.repeat(20_000)}`
  for (let round = 0; round < 30; round += 1) {
    fill(mock, 50, { path })
    await new Promise(resolve => setImmediate(resolve))
  }
  const last = mock.journal.last
  await until(
    () => read.ids().length,
    length => length === last,
  )
  for (let minutes = 0; minutes < 3; minutes += 1) await mock.clock.advance(60_000)
  unread.answer.resume()
  await inTime(new Promise<void>(resolve => unread.answer.once('close', resolve)))
  t.notOk(unread.ended(), 'its end did not come')
  t.notOk(read.ended(), 'who reads goes on')
  t.match(lines, [/journal: a reader that took nothing for a minute was disconnected/])
  t.equal(mock.journal.listeners, 1)
})

t.test('a thousand may follow at once; the next one is told so, and takes the place of one that leaves', async t => {
  const mock = await startMock(t)
  const followers = await Promise.all(Array.from({ length: 1000 }, () => follow(t, mock)))
  t.equal(followers.at(-1)?.answer.statusCode, 200)
  const refused = await fetch(`${mock.url}/__mock/sessions/default/journal`, { headers: EVENTS })
  t.equal(refused.status, 503)
  t.match(await refused.text(), /1000 answers are open that take their time .* End some of them\./)
  const waits = await fetch(`${mock.url}/__mock/sessions/default/verify`, {
    method: 'POST',
    body: '{ "match": { "status": 503 }, "within": "10s" }',
    headers: { 'content-type': 'application/json' },
  })
  t.equal(waits.status, 503)
  followers[0]?.request.destroy()
  await until(
    async () => (await follow(t, mock)).answer.statusCode,
    status => status === 200,
  )
})

/** Follows a journal without a server. */
const following = (journal: Journal, filter: EntryFilter = {}, clock = fakeClock()) => {
  const ended = new AbortController()
  return { events: entryEvents({ journal, session: 'default', filter }, clock, ended.signal), ended }
}

t.test('silence is filled with a comment now and then', async t => {
  const clock = fakeClock()
  const journal = new Journal(1e6)
  const { events, ended } = following(journal, { status: 503 }, clock)
  t.equal((await events.next()).value, ': following\n\n')
  const next = events.next()
  await clock.advance(10_000)
  journal.add(entry(1))
  await new Promise(resolve => setImmediate(resolve))
  await clock.advance(5_000)
  t.equal((await next).value, ': nothing new\n\n', 'also where entries come that do not fit')
  const after = events.next()
  await new Promise(resolve => setImmediate(resolve))
  t.equal(journal.listeners, 1)
  ended.abort()
  t.equal((await after).done, true)
  t.equal(journal.listeners, 0)
})

t.test('what had gone before a follower came does not make it too slow', async t => {
  const journal = new Journal(5000)
  for (let i = 0; i < 20; i += 1) journal.add(entry(i))
  const { events, ended } = following(journal, { since: 'e0' })
  await events.next()
  t.match((await events.next()).value, /id: e19/)
  const more = events.next()
  await new Promise(resolve => setImmediate(resolve))
  journal.add(entry(20))
  t.match((await more).value, /^event: entry\nid: e20\n/)
  ended.abort()
})

t.test('what comes while the last entries are read is not left until another comes', async t => {
  const journal = new Journal(1e6)
  const { events, ended } = following(journal, { since: 'e0' })
  await events.next()
  journal.add(entry(1))
  t.match((await events.next()).value, /^event: entry\nid: e1\n/)
  // the reader has not asked for more yet
  journal.add(entry(2))
  t.match((await inTime(events.next())).value, /^event: entry\nid: e2\n/)
  ended.abort()
})

t.test('one whose entries were all dropped before it came to them is told so', async t => {
  const journal = new Journal(5000)
  const { events, ended } = following(journal)
  await events.next()
  const next = events.next()
  await new Promise(resolve => setImmediate(resolve))
  journal.add(entry(0))
  for (let i = 1; i < 20; i += 1) journal.add(entry(i, { session: 'other' }))
  t.match((await inTime(next)).value, /^: too slow: /)
  ended.abort()
})

t.test('one that left before its answer began keeps no place', t => {
  const long = longAnswers({ addHook: () => {} } as never)
  const left = Object.assign(new EventEmitter(), { closed: true }) as never
  const signals = Array.from({ length: 1001 }, () => long.open(left))
  t.ok(signals.every(({ aborted }) => aborted))
  t.equal(long.whyFull(), null)
  t.end()
})

t.test('what is recorded in one turn of the loop comes together', async t => {
  const journal = new Journal(1e6)
  const { events, ended } = following(journal)
  await events.next()
  const next = events.next()
  for (let i = 0; i < 3; i += 1) {
    journal.add(entry(i))
    // whoever waited for an entry has gone on by then
    for (let step = 0; step < 50; step += 1) await null
  }
  t.same(
    [...String((await next).value).matchAll(/^id: (.*)$/gm)].map(([, id]) => id),
    ['e0', 'e1', 'e2'],
  )
  ended.abort()
})
