import t from 'tap'
import { decodeTime } from 'ulid'
import { freshIds } from '#src/fresh'

t.test('the id of a request is a ULID in lower case that tells its millisecond', async t => {
  for (const nowMs of [0, 1, 1_700_000_000_000, Date.now(), Date.now(), 2 ** 48 - 1]) {
    const { requestId } = freshIds(nowMs)
    t.match(requestId, /^req_[0-7][0-9a-hjkmnp-tv-z]{25}$/)
    t.equal(decodeTime(requestId.slice('req_'.length).toUpperCase()), nowMs)
  }
})

t.test('no two answers of a millisecond have an id in common', async t => {
  const made = Array.from({ length: 10_000 }, () => freshIds(1_700_000_000_000))
  t.equal(new Set(made.map(({ requestId }) => requestId)).size, made.length)
  t.equal(new Set(made.map(({ uuid }) => uuid)).size, made.length)
})

t.test('an answer keeps its ids and its jitter, however often they are read', async t => {
  const fresh = freshIds(0)
  t.match(fresh.uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  t.equal(fresh.uuid, fresh.uuid)
  t.equal(fresh.jitter, fresh.jitter)
})
