import t from 'tap'
import { verdictMarkdown } from '#src/verdict/forms/verdict-markdown'
import { verdictText } from '#src/verdict/forms/verdict-text'
import { verdictsHtml } from '#src/verdict/forms/verdicts-html'
import { verdictsJunit } from '#src/verdict/forms/verdicts-junit'
import { call, judged } from './journals.ts'

const early = call('a', [{ status: 429, retryAfter: 2 }, { wait: 755 }], { counts: true })
const expect = { finally: 'success', jitter: true } as const

t.test('the text says what was told, what was done and what to change, in lines that a terminal has', async t => {
  const text = verdictText(judged(early, { expect }), 'groq-mock verdict')
  t.match(text, /^FAIL: scenario test, session s: 1 call in 2 requests\./)
  t.match(text.replaceAll(/\s+/g, ' '), /told it to wait 2 s \(retry-after: 2\)\. Attempt 2 came 1\.245 s too early/)
  t.match(text, /✓ finally: success \(test\.yaml:10\)\n[\s\S]*\? jitter: true \(test\.yaml:11\)/)
  t.match(text, / a {5}2 {9}429 → 200 {6}755 ms {9}served {2}retry-after-ignored/)
  t.ok(text.split('\n').every(line => line.length <= 110))
  t.match(verdictText(judged([]), null), /^INCONCLUSIVE: [\s\S]*No request came/)
})

t.test('JUnit is never green without PASS, and nothing in it breaks XML', async t => {
  const counts = (verdict: ReturnType<typeof judged>, strict = false) =>
    /<testsuite name="[^"]*" tests="(\d+)" failures="(\d+)" errors="(\d+)"/
      .exec(verdictsJunit([verdict], strict))
      ?.slice(1)
  t.same(counts(judged(call('a', [{}]))), ['1', '0', '0'])
  t.same(counts(judged([])), ['1', '0', '1'])
  t.same(counts(judged(early, { expect })), ['4', '2', '1'], 'the result, the finding, and what can’t be told')
  const hostile = call('<a> & "b"\u0001\ud800', [{ status: 429, retryAfter: 2 }, { wait: 5 }], { counts: true })
  const xml = verdictsJunit([judged(hostile)], false)
  t.match(xml, /&lt;a&gt; &amp; &quot;b&quot;\ufffd\ufffd/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the claim
  t.notMatch(xml, /[\u0000-\u0008\ud800]|<a>/)
})

t.test('in Markdown nothing of a client is markup', async t => {
  const hostile = call('a|b <img> `x`', [{ status: 429, retryAfter: 2 }, { wait: 5 }], { counts: true })
  const markdown = verdictMarkdown(judged(hostile, { expect }))
  t.match(markdown, /^## FAIL\n/)
  t.match(markdown, /a\\\|b \\<img\\> \\`x\\`/)
  t.match(markdown, /^\| ❔ \| jitter: true \| test\.yaml:11 \|/m)
})

t.test('what nothing was seen for is shown as not judged, in every form', async t => {
  const most = { 'attempts.max': 3, deadline: 10_000, 'concurrency.max': 4, finally: 'success' } as const
  const idle = judged([], { expect: most })
  t.equal(verdictText(idle, null).match(/^ {2}– /gm)?.length, 4)
  t.equal(verdictMarkdown(idle).match(/^\| – \| /gm)?.length, 4)
  const html = verdictsHtml([idle], null)
  t.equal(html.match(/<li>– /g)?.length, 4)
  t.match(html, /0 of 4 are met, 4 not judged/)
  const xml = verdictsJunit([idle], false)
  t.equal(xml.match(/<skipped message="test\.yaml:\d+: no (request came|call was made)\.">/g)?.length, 4)
  t.match(xml, /<testsuite name="[^"]+" tests="5" failures="0" errors="1" skipped="4">/)
  for (const form of [verdictText(idle, null), verdictMarkdown(idle), html]) t.notMatch(form, /✓|✅/)
  // what was seen, and what was not, stand beside each other
  const served = judged(call('a', [{}]), { expect: { ...most, honoursRetryAfter: true } })
  t.match(
    verdictText(served, null),
    /✓ attempts\.max: 3[\s\S]*– honoursRetryAfter: true \(test\.yaml:\d+\)\n +no answer told/,
  )
  t.match(served, { result: 'INCONCLUSIVE' })
  t.match(verdictsJunit([served], false), /errors="1" skipped="1"/)
})
