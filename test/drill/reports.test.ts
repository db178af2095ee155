import t from 'tap'
import { NOTHING_EXPECTED } from '#src/contract'
import { type DrillResult, worstOf } from '#src/drill/drilled'
import { reports } from '#src/drill/report/index'
import { paragraphs, summary } from '#src/drill/report/paragraphs'
import { table } from '#src/drill/report/table'
import { openJudge } from '#src/verdict/judge'
import type { Facts } from '#src/verdict/verdict'
import { entryOf } from '../helpers/entries.ts'

const HOSTILE = `<b>"&'|\`*_[x](y)\u0007\ud800`
const told = { retryAfter: { is: 'seconds', text: '1', ms: 1000 }, retryAfterMs: null, shouldRetry: null } as const
const refused = {
  status: 429,
  call: HOSTILE,
  certainty: 'certain',
  because: HOSTILE,
  told: { ...told, tryAgainInMs: null, roomAtMs: null },
} as const

/** A drill of one scenario whose client came back at once, with texts that mean something in every format. */
const resultOf = (exitCode: number): DrillResult => {
  const contract = { file: HOSTILE, expect: NOTHING_EXPECTED, planned: [], outages: [] }
  const judge = openJudge({ session: 's', scenario: HOSTILE, contract, speed: 1, strict: false })
  judge.add(entryOf({ ...refused, id: 'req_1', offsetMs: 0 }))
  judge.add(entryOf({ ...refused, id: 'req_2', offsetMs: 300, attempt: 2, status: 200, told: null }))
  const facts: Facts = { evicted: 0, lateMs: 0, spoken: {}, underWay: 0, declared: [], exitCode, lost: [] }
  const client = { how: 'exited', exitCode, signal: null, durationMs: 40, leftChildren: true, output: HOSTILE } as const
  return {
    command: HOSTILE,
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1234,
    version: '0.0.0',
    drilled: [{ scenario: HOSTILE, about: HOSTILE, client, verdict: judge.close(facts) }],
    undone: [{ scenario: 'outage' }],
  }
}

const written = new Map(reports.map(([name, report]) => [name, report(resultOf(1))]))

/** Whether every element of XML or HTML that is opened is closed, in order; elements without an end are left out. */
const isBalanced = (text: string): boolean => {
  const open: string[] = []
  for (const [, slash, name = '', , self] of text.matchAll(/<(\/?)([a-z][\w-]*)((?:\s[^<>]*?)?)(\/?)>/g)) {
    if (self || ['meta'].includes(name)) continue
    if (!slash) open.push(name)
    else if (open.pop() !== name) return false
  }
  return open.length === 0
}

t.test('no report is broken by what a client or a scenario calls itself', async t => {
  for (const name of ['report.html', 'junit.xml']) {
    const text = written.get(name) ?? ''
    t.ok(isBalanced(text), name)
    t.notMatch(text, /<b>/, name)
    t.match(text, /&lt;b&gt;&quot;&amp;&#39;/, name)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it must not be there
    t.notMatch(text, /[\u0007\ud800]/, name)
  }
  t.match(written.get('junit.xml'), /tests="2" failures="1" errors="1"/)
  const markdown = written.get('report.md') ?? ''
  const [row = ''] = markdown.split('\n').filter(line => line.includes('429') && line.startsWith('|'))
  t.equal(row.replaceAll('\\|', '').split('|').length, 8, 'a cell stays one')
})

t.test('findings, their evidence and the bars of the timeline lead to each other', async t => {
  const html = written.get('report.html') ?? ''
  const places = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  const links = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id)
  t.ok(links.length >= 5)
  t.same(
    links.filter(id => !places.has(id)),
    [],
  )
  t.match(html, /class="told" title="the next attempt was allowed from here on: retry-after: 1"/)
})

t.test('what was found is printed with what to change, and what was not done is said', async t => {
  const result = resultOf(1)
  t.match(table(result), /^outage +- +- +- +- +not run$/m)
  t.match(paragraphs(result), /FAIL retry-after-ignored\n.* told it to wait 1 s/)
  t.match(paragraphs(result), /To change: Wait for as long as retry-after says/)
  t.match(paragraphs(result), /It left processes running when it exited/)
  t.equal(summary(result), '0 passed, 1 failed, 0 inconclusive, 1 not run, in 1.2 s')
  t.match(JSON.parse(written.get('report.json') ?? ''), { format: 'groq-mock-drill/1', result: 'FAIL' })
})

t.test('a client that passes, and leaves processes running, is told so', async t => {
  const { drilled, ...result } = resultOf(0)
  const passed = drilled.map(one => ({ ...one, verdict: { ...one.verdict, result: 'PASS', findings: [] } as const }))
  t.match(
    paragraphs({ ...result, drilled: passed }),
    /: PASS\n +It left processes running when it exited; they were ended\./,
  )
  const calm = passed.map(one => ({ ...one, client: { ...one.client, leftChildren: false } }))
  t.equal(paragraphs({ ...result, drilled: calm }), '')
})

t.test('a drill is as good as its worst scenario, and nothing at all is no success', async t => {
  const result = resultOf(1)
  t.equal(worstOf(result), 'FAIL')
  t.equal(worstOf({ ...result, drilled: [] }), 'INCONCLUSIVE')
  t.equal(worstOf({ ...result, drilled: [], undone: [] }), 'INCONCLUSIVE')
})
