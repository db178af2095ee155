import t from 'tap'
import { fakeClock } from '#src/clock/clock'
import { Burst } from '#src/session/burst'
import { GONE_BYTES } from '#src/session/gone-memory'
import { GoneSessions } from '#src/session/gone-sessions'
import type { Origin } from '#src/session/origin'
import type { Session } from '#src/session/session'
import { newMark, readGivenId, sessionIdOf } from '#src/session/session-id'

const NOTHING = { evicted: 0, expired: 0 }

const make = (most = 5) => {
  const clock = fakeClock()
  const warned: string[] = []
  const gone = new GoneSessions({ clock, most, warn: message => warned.push(message) })
  const session = (id: string, isMade: boolean, lost: Origin['lost'] = NOTHING) =>
    ({ id, ttlMs: 600_000, origin: { isMade, lost } }) as Session
  return { clock, warned, gone, session }
}

t.test('an id that is given out says by whom and when, and no other name does', async t => {
  const mark = newMark()
  const id = sessionIdOf(mark, 1_700_000_000_000)
  t.match(id, /^[A-Za-z0-9._-]{1,100}$/)
  t.same(readGivenId(id), { mark, madeAtMs: 1_700_000_000_000 })
  t.not(newMark(), mark)
  for (const name of [
    'w',
    's-1',
    's-abc123',
    `${id}x`,
    id.toUpperCase(),
    id.replace('s-', 't-'),
    'default',
    '',
    `${id}~${mark}`,
  ])
    t.equal(readGivenId(name), null, name)
})

t.test('one that was made by API and is gone is told with why, when and what to do', async t => {
  const { gone, session, clock } = make()
  await clock.advance(1500)
  for (const [why, says] of [
    [
      'expired',
      /"w-expired" is gone: it expired at 2026-01-01T00:00:01\.500Z.*nobody had used it for 10m.*--session-ttl/,
    ],
    ['evicted', /"w-evicted" is gone: it was evicted at 2026-.*to make room, .*there may be 5 \(--sessions\)/],
    ['deleted', /"w-deleted" is gone: it was deleted at 2026-/],
  ] as const) {
    const id = `w-${why}`
    t.equal(gone.why(id, undefined), null, 'not yet')
    gone.add(session(id, true), why)
    t.match(gone.why(id, undefined), { status: 410, short: `session ${id} is gone: ${why}`, message: says })
    t.match(gone.why(id, undefined)?.message, /Make another: POST \/__mock\/sessions\.$/)
    gone.forget(id)
    t.equal(gone.why(id, undefined), null, 'whoever makes it again has it')
  }
  t.same(gone.counts, { evicted: 1, expired: 1, deleted: 1, beganAnew: 0 })
})

t.test('an id of another process is known by its mark, and so is a name that was given out with one', async t => {
  const [ours, theirs] = [make().gone, make().gone]
  const id = theirs.newId()
  t.match(ours.why(id, undefined), {
    status: 404,
    message: /it was made at 2026-01-01T.* by another process\. .*a restart loses all/,
  })
  t.match(ours.foreign('w', theirs.mark), { status: 404, message: /"w" is gone: it was made by another process/ })
  t.equal(ours.foreign('w', ours.mark), null)
  t.equal(ours.foreign('w', undefined), null)
  t.match(ours.why(ours.newId(), undefined), { status: 410, message: /too long ago to say why/ })
  t.match(ours.why('w', ours.mark), { status: 410, message: /too long ago to say why/ })
})

t.test('one that a client named begins anew, and knows how often that happened to it', async t => {
  const { gone, session } = make()
  t.same(gone.begin('w'), { lost: NOTHING, note: null })
  gone.add(session('w', false), 'evicted')
  t.equal(gone.why('w', undefined), null)
  const again = gone.begin('w')
  t.same(again.lost, { evicted: 1, expired: 0 })
  t.match(again.note, /^session w begins anew: the last one of this name is gone, it was evicted at 2026-/)
  gone.add(session('w', false, again.lost), 'expired')
  const third = gone.begin('w')
  t.same(third.lost, { evicted: 1, expired: 1 })
  t.match(third.note, /is gone, it expired at 2026-/)
  gone.add(session('w', false, third.lost), 'deleted')
  t.same(gone.begin('w'), { lost: NOTHING, note: null }, 'what is deleted is not missed')
  t.equal(gone.counts.beganAnew, 2)
})

t.test(
  'what is remembered is bounded in bytes; the oldest is forgotten first, and an id that was given out is known all the same',
  async t => {
    const { gone, session } = make()
    const long = 'x'.repeat(90)
    const first = gone.newId()
    gone.add(session(first, true), 'deleted')
    gone.add(session('first-used', false), 'evicted')
    for (let i = 0; i < 30_000; i += 1) {
      gone.add(session(`${long}${i}`, true), 'expired')
      gone.add(session(`${long}${i}`, false), 'expired')
    }
    t.ok(gone.bytes <= 2 * GONE_BYTES, `${gone.bytes}`)
    t.ok(gone.bytes > 1.9 * GONE_BYTES)
    t.match(gone.why(first, undefined), { status: 410, message: /too long ago/ })
    t.match(gone.why(`${long}29999`, undefined), { message: /expired/ })
    t.same(gone.begin('first-used').lost, NOTHING)
    for (let i = 0; i < 30_000; i += 1) gone.forget(`${long}${i}`)
    t.equal(gone.bytes, 0)
  },
)

t.test('ten thousand evictions are one line, and the next comes a minute later', async t => {
  const { gone, session, clock, warned } = make()
  for (let i = 0; i < 10_000; i += 1) gone.add(session(`w${i}`, false), 'evicted')
  t.same(warned.length, 1)
  t.match(
    warned[0],
    /no room for more sessions \(--sessions 5\).* evicted .* 1 so far; GET \/__mock\/sessions goes on counting/,
  )
  await clock.advance(60_000)
  gone.add(session('late', false), 'evicted')
  t.match(warned[1], /10001 so far/)
  gone.add(session('old', false), 'expired')
  t.equal(warned.length, 2)
})

t.test('requests for what is gone are one line too, and each is answered', async t => {
  const { gone, session, warned } = make()
  gone.add(session('w', true), 'deleted')
  const whyGone = gone.why('w', undefined)
  if (!whyGone) throw new Error('it is gone')
  for (let i = 0; i < 100; i += 1)
    t.match(gone.refuse(whyGone), { status: 410, code: 'mock_session_gone', says: 'session w is gone: deleted' })
  t.same(warned.length, 1)
  t.match(warned[0], /a request came for one that is not here\. Session "w" is gone: it was deleted/)
})

t.test('a burst is news once, and again when a minute has passed since it was told', async t => {
  const burst = new Burst()
  t.same(
    [0, 1, 59_999, 60_000, 60_001, 120_000].map(ms => burst.isNews(ms)),
    [true, false, false, true, false, true],
  )
})
