import t from 'tap'
import { startFrozen } from '../helpers/frozen.ts'

const path = '/sessions/default/injections'

t.test('a temporary rule answers the next requests of its session before the scenario does, and is gone', async t => {
  const mock = await startFrozen(t, { rules: [{ name: 'always', error: 500 }] })
  const made = await mock.control('POST', path, { status: 429, retryAfter: '2s', times: 2 })
  t.strictSame(
    [made.status, made.body],
    [
      201,
      {
        id: '1',
        rule: 'injected 429 no. 1',
        says: '429 Too Many Requests (tokens-per-minute), retry after 2s',
        times: 2,
        left: 2,
      },
    ],
  )
  const first = await mock.chat()
  t.equal(first.status, 429)
  t.equal(first.headers.get('retry-after'), '2')
  t.equal(first.headers.get('x-mock-rule'), 'injected 429 no. 1')
  t.strictSame((await mock.control('GET', path)).body, { injections: [{ ...made.body, left: 1 }] })
  t.equal((await mock.chat()).status, 429)
  t.strictSame((await mock.control('GET', path)).body, { injections: [] })
  t.equal((await mock.chat()).status, 500)

  const [entry] = await mock.entries(3)
  t.equal(entry?.rule, 'injected 429 no. 1')
  t.match(entry?.because, /^rule injected 429 no. 1: 429 Too Many Requests/)
  const { body } = await mock.control('GET', `/journal/${entry?.id}/explain`)
  t.strictSame(body.rules, [{ name: 'injected 429 no. 1', spoke: 'decided', missed: null }])
  const filtered = await mock.control('GET', '/sessions/default/journal?rule=injected%20429%20no.%201')
  t.equal(filtered.body.entries.length, 2)
  const { body: verdict } = await mock.control('GET', '/sessions/default/verdict')
  t.equal(verdict.calls[0].attempts[0].rule, 'injected 429 no. 1')
})

t.test('x-mock-status comes before a temporary rule and takes nothing of it', async t => {
  const mock = await startFrozen(t, 'steady-state')
  await mock.control('POST', path, { fault: 'reset' })
  t.equal((await mock.chat({}, { 'x-mock-status': '503' })).status, 503)
  await t.rejects(mock.chat())
  t.equal((await mock.chat()).status, 200)
  const [, broken] = await mock.entries(3)
  t.strictSame([broken?.rule, broken?.flaws], ['injected reset no. 1', ['reset']])
})

t.test('a temporary rule can be removed, is gone after a reset, and stays where the scenario is read anew', async t => {
  const mock = await startFrozen(t, 'steady-state')
  await mock.control('POST', path, { status: 503, times: 5 })
  t.equal((await mock.control('DELETE', `${path}/1`)).status, 204)
  t.match(await mock.control('DELETE', `${path}/1`), {
    status: 404,
    body: { error: { message: /no temporary rule "1"/ } },
  })
  t.equal((await mock.chat()).status, 200)

  await mock.control('POST', path, { status: 503, times: 5 })
  await mock.control('POST', '/sessions/default/reset')
  t.equal((await mock.chat()).status, 200)

  const about = 'A scenario that is put twice.'
  await mock.control('PUT', '/scenarios/mine', { about })
  await mock.control('PUT', '/sessions/default/scenario', { scenario: 'mine' })
  await mock.control('POST', path, { status: 503, times: 2 })
  t.equal((await mock.chat()).status, 503)
  const session = mock.sessions.get('default')
  if (session) session.reload(session.scenario)
  t.equal((await mock.chat()).status, 503)
  t.equal((await mock.chat()).status, 200)
})

t.test('of several temporary rules the oldest answers first; each is of its session alone', async t => {
  const mock = await startFrozen(t, 'steady-state')
  await mock.control('POST', '/sessions', { id: 'other' })
  for (const status of [498, 502]) await mock.control('POST', path, { status })
  const statuses = []
  for (const base of ['/session/other', '', '', '']) statuses.push((await mock.chat({}, {}, base)).status)
  t.strictSame(statuses, [200, 498, 502, 200])
})

t.test('every documented status and every fault can be injected', async t => {
  const mock = await startFrozen(t, 'steady-state')
  const { errors } = (await mock.control('GET', '/errors')).body
  for (const { status, variants } of errors) {
    t.equal((await mock.control('POST', path, { status })).status, 201, String(status))
    for (const variant of Object.keys(variants)) {
      const { status: answered } = await mock.control('POST', path, { status, variant })
      t.equal(answered, 201, `${status} ${variant}`)
      await mock.control('POST', '/sessions/default/reset')
    }
  }
  for (const fault of ['reset', 'drop', 'hang', 'garbage', { cut: { after: '3 chunks' } }, { short: '10B' }])
    t.match((await mock.control('POST', path, { fault })).body, {
      rule: /^injected (reset|drop|hang|garbage|cut|short) no\. /,
    })
})

t.test('what is no temporary rule is refused in the words of the language, and so is one too many', async t => {
  const mock = await startFrozen(t, 'steady-state')
  const refused: readonly (readonly [object, RegExp])[] = [
    [{}, /one of "status" and "fault"/],
    [{ status: 429, fault: 'reset' }, /one of "status" and "fault"/],
    [{ status: 999 }, /999/],
    [{ status: 503, variant: 'overcapacity' }, /over-capacity/],
    [{ status: 200, retryAfter: '2s' }, /belong to the status of an error/],
    [{ fault: 'rest' }, /reset/],
    [{ status: 429, retryAfter: 'soon' }, /duration/],
    [{ status: 429, times: 0 }, /times/],
    [{ status: 429, mach: {} }, /mach/],
    [{ status: 429, variant: 'x'.repeat(5000) }, /too long/],
  ]
  for (const [body, message] of refused)
    t.match(await mock.control('POST', path, body), { status: 400, body: { error: { message } } }, JSON.stringify(body))
  for (let i = 0; i < 100; i += 1) await mock.control('POST', path, { status: 503 })
  t.equal((await mock.control('POST', path, { status: 503 })).status, 409)
  t.equal((await mock.control('POST', '/sessions/nobody/injections', { status: 503 })).status, 404)
})
