import { readFileSync } from 'node:fs'
import t from 'tap'
import type { Entry } from '#src/journal/entry'
import { run, type Served, serveHere } from '../helpers/cli.ts'
import { entryOf } from '../helpers/entries.ts'
import { freePort } from '../helpers/free-port.ts'
import { chatBody } from '../helpers/mock.ts'

const SCENARIO = `about: A test.
rules:
  - { name: first, times: 1, error: { status: 429, retryAfter: 60s } }
expect:
  finally: success
  honoursRetryAfter: true
`

const chat = async ({ url, printed }: Served, count: number): Promise<void> => {
  const answer = await fetch(`${url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-stainless-retry-count': `${count}` },
    body: JSON.stringify(chatBody()),
  })
  await answer.text()
  await printed(new RegExp(`→ ${answer.status}`))
}

const served = (t: Parameters<typeof serveHere>[0] & { testdir(files: Record<string, string>): string }) =>
  serveHere(t, ['--scenario', `${t.testdir({ 'mine.yaml': SCENARIO })}/mine.yaml`])

t.test(
  'verdict prints what was told, what the client did and what to change, and its exit code is the result',
  async t => {
    const server = await served(t)
    const idle = await run(['verdict', '--url', server.url])
    t.equal(idle.code, 3)
    t.match(
      idle.stdout,
      /^INCONCLUSIVE: scenario mine, session default: 0 calls in 0 requests\.\n {2}- No request came/,
    )
    await chat(server, 0)
    await chat(server, 1)
    const { code, stdout, stderr } = await run(['verdict', '--url', `${server.url}/`])
    t.equal(stderr, '')
    t.equal(code, 1)
    t.match(stdout, /^FAIL: scenario mine, session default: 1 call in 2 requests\.$/m)
    t.match(stdout, /told it to wait 60 s\s+\(retry-after: 60\)\.\s+Attempt 2 came\s+\S+ s too early/)
    t.match(
      stdout,
      /^ {4}To change: Wait for as long as retry-after says[\s\S]*maxRetries \(Node\) or max_retries \(Python\)/m,
    )
    t.match(stdout, /✗ honoursRetryAfter: true \(mine\.yaml:6\)\n +See retry-after-ignored above\./)
    t.match(stdout, /✓ finally: success \(mine\.yaml:5\)/)
    t.match(stdout, new RegExp(`^Judge it again: groq-mock verdict --url ${server.url}$`, 'm'))
  },
)

t.test('formats are printed, or written into a file', async t => {
  const server = await served(t)
  await chat(server, 0)
  await chat(server, 1)
  const json = await run(['verdict', '--url', server.url, '--format', 'json'])
  t.match(JSON.parse(json.stdout), { result: 'FAIL', findings: [{ id: 'retry-after-ignored' }] })
  t.match((await run(['verdict', '--url', server.url, '--format', 'markdown'])).stdout, /^## FAIL$/m)
  const html = await run(['verdict', '--url', server.url, '--format', 'html'])
  t.match(html.stdout, /^<!doctype html>[\s\S]*<h3 class="flag">⚑ FAIL retry-after-ignored<\/h3>/)
  t.match(html.stdout, new RegExp(`<code>groq-mock verdict --url ${server.url}</code>`), 'how to have it again')
  const file = `${t.testdir()}/verdict.xml`
  const written = await run(['verdict', '--url', server.url, '--format', 'junit', '--out', file])
  t.equal(written.code, 1)
  t.match(written.stdout, /^FAIL: [\s\S]*\nWritten to /)
  t.match(readFileSync(file, 'utf8'), /^<\?xml version="1\.0"[\s\S]*<failure type="FAIL"/)
})

t.test('several servers that share a run are judged as one, and one that is missing makes it INCONCLUSIVE', async t => {
  const [one, other] = [await served(t), await served(t)]
  await chat(one, 0)
  await chat(other, 0)
  const urls = ['--url', one.url, '--url', other.url]
  const both = JSON.parse((await run(['verdict', ...urls, '--format', 'json'])).stdout)
  t.match(both, { counts: { entries: 2, calls: 2 }, calls: [{ id: 'call-1@1' }, { id: 'call-1@2' }] })
  const gone = await run(['verdict', ...urls, '--url', `http://127.0.0.1:${await freePort()}`])
  t.match(gone.stdout, /^ {2}- No groq-mock answers at/m)
  t.equal(gone.code, 1, 'a call that was never served stays FAIL')
  const asked = await run(['verdict'], { GROQ_MOCK_URL: `${one.url} ${other.url}`, GROQ_MOCK_FORMAT: 'json' })
  t.match(JSON.parse(asked.stdout), { counts: { entries: 2 } })
})

t.test('what is wrong with the command is one line and exit code 2', async t => {
  const server = await served(t)
  const nobody = `http://127.0.0.1:${await freePort()}`
  const rows: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [['--url', nobody], /^No groq-mock answers at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)/],
    [['--url', nobody, '--url', `${nobody}/x`], /^No groq-mock answers/],
    [['--url', 'mock:4010'], /^The URL of the server is "mock:4010"; expected one such as/],
    [['--url', server.url, '--url', server.url], /is given twice; give each server once/],
    [['--url', server.url, '--session', 'nobody'], /^There is no session "nobody"/],
    [['--url', server.url, '--format', 'html5'], /^--format is "html5"; expected text, json, junit, markdown, html/],
    [['--url', server.url, '--out', '/no/such/folder/x'], /^The verdict can't be written to \/no\/such\/folder\/x: /],
    [['--url', server.url, 'rate-limited'], /^verdict takes flags only; seen "rate-limited"/],
    [['--sesion', 'x'], /^There is no flag --sesion\. Did you mean "--session"\?/],
  ]
  for (const [args, says] of rows) {
    const { code, stdout, stderr } = await run(['verdict', ...args])
    t.same([code, stdout, stderr.trimEnd().split('\n').length], [2, '', 1], args.join(' '))
    t.match(stderr, says)
  }
})

t.test('a verdict can be had of what a server wrote to a file, after it has ended', async t => {
  const folder = t.testdir({ 'mine.yaml': SCENARIO, 'a b': { 'bad.yaml': 'about: 3\nrules: 5\n' } })
  const [scenario, journal] = [`${folder}/mine.yaml`, `${folder}/journal.ndjson`]
  const stops: (() => unknown)[] = []
  const server = await serveHere({ teardown: stop => stops.push(stop) }, [
    ...['--scenario', scenario, '--journal-file', journal],
  ])
  await chat(server, 0)
  await chat(server, 1)
  const asked = await run(['verdict', '--url', server.url, '--format', 'json'])
  for (const stop of stops) await stop()
  const judged = await run(['verdict', '--journal', journal, '--scenario', scenario, '--format', 'json'])
  t.equal(judged.code, 1)
  const said = ({ stdout }: typeof judged) => {
    const { findings, expectations, reasons, result } = JSON.parse(stdout)
    return { findings, expectations, reasons, result }
  }
  t.same(said(judged), said(asked), 'the same as the server said')
  t.match(
    (await run(['verdict', '--journal', journal, '--scenario', scenario])).stdout,
    /Judge it again: groq-mock verdict --journal /,
  )

  const rows: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['--journal', journal], /^The session ran scenario "mine", which is none of the shipped ones\. Give its file/],
    [
      ['--journal', journal, '--scenario', scenario, '--session', 'a'],
      /has nothing of session "a"\. It has: default\./,
    ],
    [
      ['--journal', journal, '--scenario', `${folder}/a b/bad.yaml`],
      /^[^\n]+a b\/bad\.yaml:1:8: error: [^\n]+ 1 more mistake: groq-mock check '[^\n]+a b\/bad\.yaml' shows all\.\n$/,
    ],
    [['--journal', `${folder}/none`], /^There is no journal file/],
    [['--journal', scenario], /mine\.yaml:1: /],
    [['--scenario', scenario], /^--scenario goes with --journal FILE/],
    [['--journal', journal, '--url', server.url], /^Give --journal FILE or --url URL/],
  ]
  for (const [args, message] of rows) {
    const { code, stdout, stderr } = await run(['verdict', ...args])
    t.match({ code, stdout, stderr }, { code: 2, stdout: '', stderr: message }, args.join(' '))
  }
})

t.test(
  'a journal that was cut is one line and exit code 2; the last line of a server that was killed is missing evidence',
  async t => {
    const header = (run: string, part: number) =>
      `${JSON.stringify({ format: 'groq-mock-journal', version: 1, run, part, at: '2026-01-01T00:00:00.000Z', by: '0' })}\n`
    const line = (more: Partial<Entry> = {}) =>
      `${JSON.stringify({ ...entryOf(more), scenario: 'steady-state', life: 1 })}\n`
    const half = line().slice(0, 200)
    const folder = t.testdir({
      'cut-header': header('r', 1).slice(0, 50),
      'cut-within': `${header('r', 1) + half}\n${line()}`,
      'cut-between': `${header('r', 1) + half}\n${header('r', 2)}${line()}`,
      'cut-part.1': header('r', 1) + half,
      'cut-part': header('r', 2) + line(),
      'all-cut': header('r', 1) + half,
      killed: header('r', 1) + line() + half,
      'killed-and-begun': `${header('r', 1) + half}\n${header('s', 1)}${line()}`,
      'no-beginning': header('r', 5) + line({ offsetMs: 9000 }),
      'begun-later': header('r', 5) + line(),
    })
    const judged = (name: string) => run(['verdict', '--journal', `${folder}/${name}`])
    for (const [name, message] of [
      ['cut-header', /cut-header:1: this is no journal of groq-mock/],
      ['cut-within', /cut-within:2: this is no JSON, although the file goes on/],
      ['cut-between', /cut-between:2: this line is cut off, although the server went on/],
      ['cut-part', /cut-part\.1:2: this line is cut off, although the server went on/],
      ['all-cut', /It has no entries\. It may have been in what is missing: .*all-cut:2: this line is cut off/],
    ] as const) {
      const { code, stdout, stderr } = await judged(name)
      t.same([code, stdout, stderr.trimEnd().split('\n').length], [2, '', 1], name)
      t.match(stderr, message)
    }
    for (const [name, message] of [
      ['killed', /killed:3: this line is cut off: the server was ended while it wrote/],
      ['no-beginning', /no-beginning:1: what this run wrote before its part 5 is not here/],
    ] as const) {
      const { code, stdout } = await judged(name)
      t.match({ code, stdout: stdout.replace(/\s+/g, ' ') }, { code: 3, stdout: message }, name)
    }
    for (const name of ['killed-and-begun', 'begun-later']) t.equal((await judged(name)).code, 0, name)
  },
)
