import t from 'tap'
import { NOTHING_EXPECTED } from '#src/contract'
import type { DrillResult } from '#src/drill/drilled'
import { reports } from '#src/drill/report/index'
import { paragraphs } from '#src/drill/report/paragraphs'
import { escaped } from '#src/verdict/forms/escaped'
import { findingText } from '#src/verdict/forms/finding-text'
import { verdictMarkdown } from '#src/verdict/forms/verdict-markdown'
import { verdictText } from '#src/verdict/forms/verdict-text'
import { verdictsHtml } from '#src/verdict/forms/verdicts-html'
import { verdictsJunit } from '#src/verdict/forms/verdicts-junit'
import type { Finding, Verdict } from '#src/verdict/verdict'
import { call, judged } from './journals.ts'

const verdict = judged(call('a', [{ status: 429, retryAfter: 2 }, { wait: 755 }], { counts: true }))
const drillOf = (...verdicts: readonly Verdict[]): DrillResult => ({
  command: 'node client.js',
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 1000,
  version: '0.0.0',
  drilled: verdicts.map(one => ({
    scenario: 'twin',
    about: 'A test.',
    client: { how: 'exited', exitCode: 0, signal: null, durationMs: 40, leftChildren: false, output: '' },
    verdict: one,
  })),
  undone: [],
})
const written = new Map(reports.map(([name, print]) => [name, print(drillOf(verdict))]))

/** The part of a text that tells of the finding, as the words in it. */
const told = (text: string): string =>
  /FAIL retry-after-ignored[\s\S]*?Seen in[^\n]* at \d+ ms/.exec(text)?.[0].replaceAll(/\s+/g, ' ') ?? ''

t.test('drill and verdict tell a finding in the same words, in every format', async t => {
  const pairs = {
    text: [paragraphs(drillOf(verdict)), verdictText(verdict, null)],
    Markdown: [written.get('report.md') ?? '', verdictMarkdown(verdict)],
    HTML: [written.get('report.html') ?? '', verdictsHtml([verdict], null)],
  }
  for (const [format, [drill = '', other = '']] of Object.entries(pairs)) {
    t.match(told(drill), /told it to wait 2 s[\s\S]*To change:[\s\S]*maxRetries[\s\S]*Because:[\s\S]*RFC 9110/, format)
    t.equal(told(drill), told(other), format)
  }
  const lines = findingText(verdict.findings[0] as Finding)
    .replaceAll(/\s+/g, ' ')
    .replace(/^ FAIL \S+ /, '')
  for (const xml of [written.get('junit.xml') ?? '', verdictsJunit([verdict], false)])
    t.ok(xml.replaceAll(/\s+/g, ' ').includes(escaped(lines)), 'JUnit')
})

t.test('what a finding counts for is said where it counts for less', async t => {
  const [finding] = verdict.findings as [Finding]
  const said = (change: Partial<Finding>): string => findingText({ ...finding, ...change }).replaceAll(/\s+/g, ' ')
  t.notMatch(said({}), /Not held|Inferred/)
  t.match(said({ allowed: true }), /^ ALLOWED retry-after-ignored .* Not held against the client: expect\.allow of/)
  t.match(said({ doubt: 'the mock was late' }), /^ UNSURE .* Not held against the client: the mock was late\./)
  t.match(said({ certainty: 'inferred' }), /Inferred: the client does not say which of its requests belong to one call/)
  t.match(said({ occurrences: 3 }), /^ FAIL retry-after-ignored \(3 times\)/)
})

t.test('places in a page are of one part each, also where two parts have one name', async t => {
  const empty = judged([], { expect: NOTHING_EXPECTED.values })
  const html = reports.find(([name]) => name === 'report.html')?.[1](drillOf(verdict, verdict, empty)) ?? ''
  const places = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  t.equal(new Set(places).size, places.length)
  t.ok(places.length > 6)
})

t.test('a line never ends between a number and its unit', async t => {
  const text = findingText({
    ...(verdict.findings[0] as Finding),
    sentence: 'It came 915 ms early, 5 % of it. '.repeat(40),
  })
  t.notMatch(text, /\d\n/)
  t.ok(text.split('\n').every(line => line.length <= 106))
})
