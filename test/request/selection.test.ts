import fc from 'fast-check'
import t from 'tap'
import { selectionOf, splitPrefix } from '#src/request/selection'
import { anyLetter } from '../helpers/any-letter.ts'
import { bounded } from '../helpers/bounded.ts'

const chosen = (url: string, headers: Record<string, string> = {}) => selectionOf(splitPrefix(url), headers)

t.test('a base URL chooses scenario, session, both or nothing, and the rest is what it was', async t => {
  const rows: readonly (readonly [url: string, scenario: string | null, session: string | null, rest: string])[] = [
    ['/openai/v1/models', null, null, '/openai/v1/models'],
    ['/openai/v1/models?a=b', null, null, '/openai/v1/models?a=b'],
    ['/', null, null, '/'],
    ['', null, null, ''],
    ['*', null, null, '*'],
    ['/scenario/a/openai/v1/models', 'a', null, '/openai/v1/models'],
    ['/session/s/openai/v1/models?x=1', null, 's', '/openai/v1/models?x=1'],
    ['/scenario/a/session/s/openai/v1/models', 'a', 's', '/openai/v1/models'],
    ['/scenario/a.b_c-D/v1/models', 'a.b_c-D', null, '/v1/models'],
    // the wrong order: the session is the prefix, and the rest is no URL of the API
    ['/session/s/scenario/a/openai/v1/models', null, 's', '/scenario/a/openai/v1/models'],
    ['/scenario/a/scenario/b/openai', 'a', null, '/scenario/b/openai'],
    ['/session/s/session/r/openai', null, 's', '/session/r/openai'],
    // names that can't be are taken off as they stand; they are refused later
    ['/scenario//openai/v1/models', '', null, '/openai/v1/models'],
    ['/session//openai/v1/models', null, '', '/openai/v1/models'],
    ['/scenario//session//openai', '', '', '/openai'],
    ['/scenario/%zz/openai', '%zz', null, '/openai'],
    ['/scenario/%61/openai', '%61', null, '/openai'],
    ['/scenario/a%2Fb/openai', 'a%2Fb', null, '/openai'],
    ['/scenario/a b/openai', 'a b', null, '/openai'],
    // nothing after the prefix
    ['/scenario/a', 'a', null, '/'],
    ['/scenario/a/', 'a', null, '/'],
    ['/scenario/a/session/s', 'a', 's', '/'],
    ['/scenario/a/session/s/', 'a', 's', '/'],
    ['/scenario/', '', null, '/'],
    ['/scenario/a?x=1', 'a', null, '?x=1'],
    ['/scenario/a//openai', 'a', null, '//openai'],
    // a word that only begins like a prefix is none
    ['/scenario', null, null, '/scenario'],
    ['/session', null, null, '/session'],
    ['/scenarios/a/openai', null, null, '/scenarios/a/openai'],
    ['/scenario/a/sessions/s', 'a', null, '/sessions/s'],
    ['/scenario/a/session', 'a', null, '/session'],
    ['/Scenario/a/openai', null, null, '/Scenario/a/openai'],
    ['/openai/scenario/a', null, null, '/openai/scenario/a'],
    ['//scenario/a', null, null, '//scenario/a'],
  ]
  for (const [url, scenario, session, rest] of rows) t.same(splitPrefix(url), { scenario, session, rest }, url)
})

t.test('the mark of whoever made a session is taken off its name, and nothing else is a mark', async t => {
  for (const url of ['/session/w~a1b2c3/openai/v1', '/scenario/a/session/w%7Ea1b2c3/openai/v1', '/session/w%7ea1b2c3'])
    t.match(chosen(url), { session: 'w', mark: 'a1b2c3', wrong: null }, url)
  t.match(chosen('/', { 'x-mock-session': 'w~a1b2c3' }), { session: 'w', mark: 'a1b2c3', wrong: null })
  const byHeader = chosen('/session/w~a1b2c3', { 'x-mock-session': 'v' })
  t.same([byHeader.session, 'mark' in byHeader], ['v', false])
  for (const name of ['w~', 'w~a1b2c', 'w~a1b2c34', 'w~A1B2C3', 'w~~a1b2c3', 'w%7F~a1b2c3', '~a1b2c3'])
    t.match(chosen(`/session/${name}/openai/v1`), { session: null, wrong: { status: 400 } }, name)
})

t.test('prefix and rest are the URL again, whatever the URL; nothing throws', async () => {
  const piece = fc.constantFrom('/scenario/', '/session/', '/', '?', '#', '%zz', '%', 'a', '..', '\n', '', '/__mock')
  const urlLike = fc.oneof(
    fc.string({ unit: anyLetter }),
    fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }).map(pieces => pieces.join('')),
  )
  fc.assert(
    fc.property(urlLike, url => {
      const { scenario, session, rest } = splitPrefix(url)
      const prefix =
        (scenario === null ? '' : `/scenario/${scenario}`) + (session === null ? '' : `/session/${session}`)
      // where nothing is left, the rest is the root
      return prefix + rest === url || (rest === '/' && prefix === url)
    }),
    { numRuns: bounded(2000) },
  )
})

t.test('no choice of a client makes it throw, and nothing malformed gets through', async () => {
  const text = fc.option(fc.oneof(fc.string(), fc.constantFrom('429', 'a', '2', '0.5', 'default')), { nil: undefined })
  const headers = fc.record(
    Object.fromEntries(
      ['scenario', 'session', 'call', 'status', 'variant', 'retry-after'].map(name => [`x-mock-${name}`, text]),
    ),
  )
  fc.assert(
    fc.property(fc.string(), headers, (url, said) => {
      const { scenario, session, inject, wrong } = selectionOf(
        splitPrefix(url),
        Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)),
      )
      const names = [scenario, session].every(name => name === null || /^[\w.-]{1,100}$/.test(name))
      return names && (inject === null || Number.isInteger(inject.status)) && (wrong === null || wrong.message !== '')
    }),
  )
})

t.test('who chooses nothing has chosen nothing', async t => {
  t.same(chosen('/openai/v1/models', { accept: '*/*' }), {
    scenario: null,
    session: null,
    call: null,
    inject: null,
    wrong: null,
  })
})

t.test('a header wins over the base URL, each for itself', async t => {
  const rows: readonly (readonly [url: string, headers: Record<string, string>, string | null, string | null])[] = [
    ['/scenario/a/session/s/openai', {}, 'a', 's'],
    ['/scenario/a/session/s/openai', { 'x-mock-scenario': 'b' }, 'b', 's'],
    ['/scenario/a/session/s/openai', { 'x-mock-session': 'r' }, 'a', 'r'],
    ['/scenario/a/openai', { 'x-mock-scenario': 'b', 'x-mock-session': 'r' }, 'b', 'r'],
    ['/openai', { 'x-mock-session': 'r' }, null, 'r'],
    ['/scenario/%zz/openai', { 'x-mock-scenario': 'b' }, 'b', null],
  ]
  for (const [url, headers, scenario, session] of rows) {
    const selection = chosen(url, headers)
    t.same([selection.scenario, selection.session, selection.wrong], [scenario, session, null], url)
  }
})

t.test('names that are not valid are refused with the name and what a name may have', async t => {
  const rows: readonly (readonly [url: string, headers: Record<string, string>, ...says: string[]])[] = [
    ['/scenario//openai', {}, 'scenario ""'],
    ['/scenario/%zz/openai', {}, 'scenario "%zz"'],
    ['/scenario/%61/openai', {}, 'scenario "%61"'],
    ['/session//openai', {}, 'session ""'],
    ['/session/a%20b/openai', {}, 'session "a%20b"'],
    ['/openai', { 'x-mock-scenario': 'a b' }, 'scenario "a b"'],
    ['/openai', { 'x-mock-scenario': '' }, 'scenario ""'],
    ['/openai', { 'x-mock-scenario': 'a, b' }, 'scenario "a, b"'],
    ['/openai', { 'x-mock-session': 'über' }, 'session "über"'],
    ['/openai', { 'x-mock-session': 'x'.repeat(101) }, 'session "xxx'],
    ['/openai', { 'x-mock-call': 'a/b' }, 'call "a/b"'],
    ['/openai', { 'x-mock-call': '' }, 'call ""'],
  ]
  for (const [url, headers, ...says] of rows) {
    const { wrong } = chosen(url, headers)
    t.match(wrong, { status: 400, code: 'mock_bad_selection' }, url)
    for (const part of [...says, 'use 1 to 100 letters, digits, dots, hyphens and underscores'])
      t.match(wrong?.message, part)
  }
  t.equal(chosen('/openai', { 'x-mock-session': 'x'.repeat(100) }).wrong, null, 'a hundred letters are not too many')
  t.ok((chosen('/openai', { 'x-mock-scenario': 'x'.repeat(9000) }).wrong?.message ?? '').length < 400, 'cut short')
})

t.test('x-mock-call names a call; without it, idempotency-key does, whatever it looks like', async t => {
  t.equal(chosen('/openai', { 'x-mock-call': 'one' }).call, 'one')
  t.equal(chosen('/openai', { 'x-mock-call': 'one', 'idempotency-key': 'two' }).call, 'one')
  t.same(
    [chosen('/openai', { 'idempotency-key': 'a/b c' })].map(({ call, wrong }) => [call, wrong]),
    [['a/b c', null]],
  )
  const long = (last: string) => chosen('/openai', { 'idempotency-key': 'x'.repeat(300) + last }).call ?? ''
  t.ok(long('a').length <= 100)
  t.not(long('a'), long('b'), 'long keys that differ at their end are different calls')
  t.equal(chosen('/openai', { 'idempotency-key': '' }).call, null, 'an empty one names nothing')
})

t.test('x-mock-status and its companions choose the answer of one request', async t => {
  const rows: readonly (readonly [headers: Record<string, string>, inject: object])[] = [
    [{ 'x-mock-status': '498' }, { status: 498, variant: null, retryAfterMs: null }],
    [{ 'x-mock-status': '200' }, { status: 200, variant: null, retryAfterMs: null }],
    [{ 'x-mock-status': '206' }, { status: 206, variant: null, retryAfterMs: null }],
    [{ 'x-mock-status': '400' }, { status: 400, variant: null, retryAfterMs: null }],
    [{ 'x-mock-status': '599' }, { status: 599, variant: null, retryAfterMs: null }],
    [
      { 'x-mock-status': '429', 'x-mock-variant': 'tokens-per-minute', 'x-mock-retry-after': '2' },
      { status: 429, variant: 'tokens-per-minute', retryAfterMs: 2000 },
    ],
    [
      { 'x-mock-status': '429', 'x-mock-retry-after': '0' },
      { status: 429, variant: null, retryAfterMs: 0 },
    ],
    [
      { 'x-mock-status': '429', 'x-mock-retry-after': '0.5' },
      { status: 429, variant: null, retryAfterMs: 500 },
    ],
    [
      { 'x-mock-status': '429', 'x-mock-retry-after': '2592000' },
      { status: 429, variant: null, retryAfterMs: 2_592_000_000 },
    ],
  ]
  for (const [headers, inject] of rows) {
    const selection = chosen('/openai', headers)
    t.same([selection.inject, selection.wrong], [inject, null], JSON.stringify(headers))
  }
})

t.test('a wrong answer chosen by header is refused: which header, what it said, what is possible', async t => {
  const rows: readonly (readonly [headers: Record<string, string>, ...says: string[]])[] = [
    ...[
      '',
      '4',
      '42',
      '4290',
      '399',
      '600',
      '999',
      '000',
      '201',
      '204',
      '301',
      '100',
      '429.0',
      '4e2',
      'too many',
      '-429',
    ].map(status => [{ 'x-mock-status': status }, `x-mock-status is "${status}"`, '200, 206 and 400 to 599'] as const),
    [{ 'x-mock-status': '429, 500' }, 'x-mock-status is "429, 500"'],
    [
      { 'x-mock-status': '429', 'x-mock-variant': 'tokens-per-minut' },
      'x-mock-variant is "tokens-per-minut"',
      'Did you mean "tokens-per-minute"?',
    ],
    [{ 'x-mock-status': '429', 'x-mock-variant': '' }, 'x-mock-variant is ""', 'Possible: '],
    [{ 'x-mock-status': '429', 'x-mock-variant': 'constructor' }, 'x-mock-variant is "constructor"', 'Possible: '],
    [{ 'x-mock-status': '599', 'x-mock-variant': 'x' }, 'x-mock-variant is "x"', 'Status 599 has no variants'],
    [{ 'x-mock-status': '429', 'x-mock-retry-after': '' }, 'x-mock-retry-after is ""', 'seconds such as 2 or 0.5'],
    [{ 'x-mock-status': '429', 'x-mock-retry-after': '2s' }, 'x-mock-retry-after is "2s"'],
    [{ 'x-mock-status': '429', 'x-mock-retry-after': '-1' }, 'x-mock-retry-after is "-1"'],
    [{ 'x-mock-status': '429', 'x-mock-retry-after': '1e3' }, 'x-mock-retry-after is "1e3"'],
    [{ 'x-mock-status': '429', 'x-mock-retry-after': '2592001' }, 'x-mock-retry-after is "2592001"'],
    [{ 'x-mock-status': '429', 'x-mock-retry-after': 'NaN' }, 'x-mock-retry-after is "NaN"'],
    [{ 'x-mock-variant': 'tokens-per-minute' }, 'x-mock-variant needs x-mock-status'],
    [{ 'x-mock-retry-after': '1' }, 'x-mock-retry-after needs x-mock-status'],
  ]
  for (const [headers, ...says] of rows) {
    const { inject, wrong } = chosen('/openai', headers)
    t.equal(inject, null)
    t.match(wrong, { status: 400, code: 'mock_bad_selection' }, JSON.stringify(headers))
    for (const part of says) t.match(wrong?.message, part)
  }
})

t.test('of several wrong choices the scenario is told first', async t => {
  const headers = { 'x-mock-scenario': ' ', 'x-mock-session': ' ', 'x-mock-status': 'x' }
  t.match(chosen('/openai', headers).wrong?.message, 'The scenario')
})
