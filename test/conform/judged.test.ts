import t from 'tap'
import type { Case } from '#src/conform/case'
import { differencesFrom, expectedText, readExpected } from '#src/conform/expected'
import { judgeCase } from '#src/conform/judge-case'
import { printedLines } from '#src/conform/printed-lines'
import { html } from '#src/conform/report/html'
import { junit } from '#src/conform/report/junit'
import { paragraphs, table } from '#src/conform/report/table'
import { requestOf } from '#src/conform/request-of'
import type { CaseResult } from '#src/conform/result'
import { type Results, readResults, summary } from '#src/conform/results'
import { line, seen } from './seen.ts'

const aCase = (more: Partial<Case> = {}): Case => ({
  id: 'one',
  family: 'some',
  title: 'A <case>.',
  level: 'SHOULD',
  source: { document: 'a', section: 'b', url: 'c' },
  scenario: {},
  request: { endpoint: 'chat.completions', body: { messages: [{ role: 'user', content: 'Hi.' }] } },
  ok: { attempts: { min: 2 } },
  ...more,
})

const once = seen([[[503, 0, 1]]], { printed: [line({ ok: false, error: 'E' })] })
const twice = seen([
  [
    [503, 0, 1],
    [200, 500, 501],
  ],
])

t.test('what holds is OK, what is tolerated NON-STRICT, all else FAILED; INFO judges nobody', async t => {
  const tolerated = { outcome: 'failure' } as const
  t.match(judgeCase(aCase(), twice), { result: 'OK', why: [] })
  t.match(judgeCase(aCase(), once), { result: 'FAILED', why: ['1 attempt where at least 2 are wanted'] })
  t.match(judgeCase(aCase({ tolerated }), once), { result: 'NON-STRICT', why: [/^1 attempt/] })
  t.match(judgeCase(aCase({ tolerated }), seen([[[503, 0, 1]]])), { result: 'FAILED' })
  t.match(judgeCase(aCase({ level: 'INFO' }), once), { result: 'INFORMATIONAL', why: [/^1 attempt/] })
  t.match(judgeCase(aCase({ level: 'MUST' }), twice), { result: 'OK' })
})

t.test('of what a runner prints, the lines of the contract count, and nothing else', async t => {
  const { lines, unsupported } = printedLines(
    'warning: {"ok":true}\n{"ok":true,"text":"a","finish":"stop"}\r\n{"ok":\n[1]\n  {"ok":false,"status":"429","error":7}\n{"okay":true}\n',
  )
  t.same(lines, [line({ text: 'a', finish: 'stop' }), line({ ok: false })])
  t.equal(unsupported, null)
  t.same(printedLines('{"unsupported":"no streams"}'), { lines: [], unsupported: 'no streams' })
})

t.test('calls of one case differ in their last message, and in nothing else', async t => {
  const body = {
    model: 'm',
    messages: [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hi.' },
    ],
  }
  const { bodies, stream, concurrency } = requestOf({ endpoint: 'chat.completions', body, calls: 2, stream: true })
  t.same(bodies[0], { ...body, stream: true })
  t.same(bodies[1]?.messages, [
    { role: 'system', content: 'Be kind.' },
    { role: 'user', content: 'Hi. (2)' },
  ])
  t.match({ stream, concurrency }, { stream: true, concurrency: 1 })
  t.same(requestOf({ endpoint: 'chat.completions', body }), {
    endpoint: 'chat.completions',
    bodies: [body],
    stream: false,
    concurrency: 1,
    timeoutMs: null,
    cancelAfterMs: null,
    idempotencyKey: null,
  })
})

const result = (id: string, word: CaseResult['result'], more: Partial<CaseResult> = {}): CaseResult => ({
  id,
  family: 'some <family>',
  title: 'A case & more.',
  level: 'SHOULD',
  source: {
    document: 'RFC 1',
    section: 'section <2>',
    url: id === 'bad' ? 'javascript:alert(1)' : 'https://a.example/?b&c',
  },
  result: word,
  why: [],
  seen: {
    statuses: [503, null, 200],
    attempts: 3,
    calls: 1,
    succeeded: 1,
    reported: { ok: true, text: '<b>', finish: 'stop', status: null, error: null },
  },
  ...more,
})

const results = (subject: string, cases: readonly CaseResult[]): Results => ({
  format: 'groq-mock-conformance-results',
  version: 1,
  subject,
  command: `run ${subject}`,
  groqMock: '1',
  cases,
  times: {
    startedAt: '2026-11-01T10:00:00.000Z',
    durationMs: 5,
    cases: Object.fromEntries(
      cases.map(({ id }) => [id, { durationMs: 1200, waitsMs: [450], findings: ['no-jitter'] as const }]),
    ),
  },
})

const mixed = results('a', [
  result('good', 'OK'),
  result('bad', 'FAILED', { why: ['it reported <success>'] }),
  result('gone', 'MISSING', { why: ['no streams'], seen: null }),
])

t.test('what is better than expected differs as well as what is worse, and what nobody expected', async t => {
  const expected = new Map([
    ['good', 'FAILED'],
    ['bad', 'OK'],
  ] as const)
  t.same(differencesFrom(expected, mixed.cases), [
    'good: FAILED was expected, and it is OK',
    'bad: OK was expected, and it is FAILED (it reported <success>)',
    'gone: nothing was expected, and it is MISSING (no streams)',
  ])
  const text = expectedText(['bad', 'good', 'gone', 'other'], new Map([['other', 'OK']]), mixed.cases)
  t.same(
    [...(readExpected(text) ?? [])],
    [
      ['bad', 'FAILED'],
      ['good', 'OK'],
      ['gone', 'MISSING'],
      ['other', 'OK'],
    ],
  )
  t.same(differencesFrom(readExpected(text) ?? new Map(), mixed.cases), [])
})

t.test('what is no file of expected results, or of results, is not read', async t => {
  const format = 'groq-mock-conformance-expected'
  for (const text of [
    '',
    '[]',
    '{}',
    JSON.stringify({ format, version: 2, results: {} }),
    JSON.stringify({ format, version: 1, results: { a: 'FINE' } }),
    JSON.stringify({ format, version: 1, results: null }),
  ])
    t.equal(readExpected(text), null, text)
  t.same(readResults(JSON.stringify(mixed)), mixed)
  for (const wrong of [{ version: 2 }, { format: 'x' }, { cases: [{}] }, { cases: null }, { subject: 1 }, { times: 0 }])
    t.equal(readResults(JSON.stringify({ ...mixed, ...wrong })), null, JSON.stringify(wrong))
  t.equal(readResults('{'), null)
})

t.test('a case may have the name of what every object has', async t => {
  const odd = { ...results('a', [result('constructor', 'OK'), result('__proto__', 'OK')]), times: mixed.times }
  t.notMatch(html([odd]), /<p>(?:Waits|Findings):/)
  t.notMatch(junit(odd), /testcase [^>]*time=/)
})

t.test('reports show each case with what it stands on, and nothing of a client’s text as markup', async t => {
  t.equal(summary(mixed), '1 OK, 1 FAILED, 1 MISSING')
  t.match(table(mixed), /^good +SHOULD +OK +3 attempts \(503, no answer, 200\), success$/m)
  t.match(table(mixed), /^gone +SHOULD +MISSING +nothing was asked$/m)
  t.match(paragraphs(mixed), /^FAILED bad: A case & more\.\n {4}it reported <success>$/m)
  const xml = junit(mixed)
  t.match(xml, /tests="3" failures="1" errors="0" skipped="1"/)
  t.match(xml, /<failure type="FAILED" message="it reported &lt;success&gt;">/)
  const page = html([mixed, results('b <x>', [result('good', 'NON-STRICT'), result('more', 'OK')])])
  t.match(page, /<th scope="col">b &lt;x&gt;<\/th>/)
  t.equal(page.match(/<tr><td class="case">/g)?.length, 4, 'each case once')
  t.match(page, /<p>Read: &quot;&lt;b&gt;&quot;\.<\/p>/)
  t.match(page, /<p><a href="https:\/\/a\.example\/\?b&amp;c">RFC 1, section &lt;2&gt;<\/a><\/p>/)
  t.notMatch(page, /javascript:/, 'a link leads to a page, or there is none')
  t.match(page, /<p>Findings: no-jitter\.<\/p>/)
  t.match(page, /<p>Waits: 450 ms\.<\/p>/)
  t.match(page, /<td>–<\/td>/, 'what a subject has no result of')
  t.notMatch(page, /<(?:script|link|img)|<b>|src=|@import/)
})
