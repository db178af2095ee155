import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { run, start } from '../helpers/cli.ts'
import { until } from '../helpers/until.ts'

/** A runner that sends each call once, and prints what came of it; what stands in `more` is done before it ends. */
const runner = (more = ''): readonly string[] => [
  process.execPath,
  '-e',
  `const { once } = require('node:events')
  const { request } = require('node:http')
  const { text } = require('node:stream/consumers')
  const { bodies } = JSON.parse(process.env.GROQ_MOCK_REQUEST)
  const headers = { 'content-type': 'application/json', authorization: 'Bearer ' + process.env.OPENAI_API_KEY }
  const ask = async body => {
    const asked = request(process.env.OPENAI_BASE_URL + '/chat/completions', { method: 'POST', headers })
    asked.end(JSON.stringify(body))
    const [answer] = await once(asked, 'response')
    const said = await text(answer)
    console.log(JSON.stringify(answer.statusCode === 200
      ? { ok: true, text: JSON.parse(said).choices[0].message.content, finish: 'stop' }
      : { ok: false, status: answer.statusCode, error: 'HttpError', message: said }))
  }
  Promise.all(bodies.map(ask)).then(() => { ${more} })`,
]

const only = (ids: string, ...flags: readonly string[]): readonly string[] => ['conform', '--only', ids, ...flags, '--']
/** What was printed, without the ends of its lines. */
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ')

t.test('a client is judged case by case, and reports are left', async t => {
  const folder = t.testdir({})
  const [out, page] = [join(folder, 'a'), join(folder, 'b')]
  const ran = await run([
    ...only('answer-whole,refused-400,seconds-on-429,cut-short,generation-failed', '--jobs', '3', '--out', out).slice(
      0,
      -1,
    ),
    ...['--subject', 'plain http', '--', ...runner()],
  ])
  t.equal(ran.code, 1)
  t.match(ran.stdout, /^answer-whole +SHOULD +OK +1 attempt \(200\), success$/m)
  t.match(ran.stdout, /^refused-400 +SHOULD +OK +1 attempt \(400\), failure: HttpError$/m)
  t.match(ran.stdout, /^seconds-on-429 +SHOULD +NON-STRICT +1 attempt \(429\), failure: HttpError$/m)
  t.match(ran.stdout, /^generation-failed +INFO +INFORMATIONAL +1 attempt \(400\)/m)
  // the promise that rejects ends the runner with exit code 1 before it prints
  t.match(flat(ran.stdout), /FAILED cut-short: .* the runner printed no line for its call and ended with exit code 1/)
  t.match(ran.stdout, /^2 OK, 1 NON-STRICT, 1 FAILED, 1 INFORMATIONAL, in /m)
  const results = JSON.parse(readFileSync(join(out, 'results.json'), 'utf8'))
  t.match(results, { format: 'groq-mock-conformance-results', version: 1, subject: 'plain http' })
  t.same(Object.keys(results.times.cases).sort(), results.cases.map(({ id }: { id: string }) => id).sort())
  t.match(readFileSync(join(out, 'junit.xml'), 'utf8'), /name="groq-mock conform: plain http" tests="5" failures="1"/)
  t.match(await run(['conform', '--join', join(out, 'results.json'), join(out, 'results.json'), '--out', page]), {
    code: 0,
  })
  t.equal(readFileSync(join(page, 'report.html'), 'utf8').match(/<th scope="col">plain http/g)?.length, 2)
})

t.test('what was checked in is compared, better and worse, and accepted by the command that is printed', async t => {
  const file = join(t.testdir({}), 'expected.json')
  const judged = (ids: string, ...flags: readonly string[]) =>
    run([...only(ids, '--expected', file, ...flags), ...runner()])
  t.match(await judged('answer-whole', '--accept'), { code: 0, stdout: /The results are accepted: / })
  t.match(await judged('answer-whole'), { code: 0, stdout: /^All as .* expects\.$/m })
  const format = { format: 'groq-mock-conformance-expected', version: 1 }
  writeFileSync(file, JSON.stringify({ ...format, results: { 'answer-whole': 'FAILED', 'refused-400': 'OK' } }))
  const better = await judged('answer-whole,refused-400')
  t.match(better, { code: 1, stdout: /^answer-whole: FAILED was expected, and it is OK$/m })
  t.match(
    better.stdout,
    /To accept this:\ngroq-mock conform --only answer-whole,refused-400 --expected \S+ --accept -- /,
  )
  t.match(await judged('answer-whole', '--accept'), { code: 0 })
  t.same(JSON.parse(readFileSync(file, 'utf8')).results, { 'answer-whole': 'OK', 'refused-400': 'OK' })
  // a failure that is expected fails nothing
  await judged('seconds-on-429,closed-while-idle', '--accept')
  t.match(await judged('seconds-on-429,closed-while-idle'), { code: 0 })
})

t.test('a runner that does not do its part is MISSING or FAILED, with a line why', async t => {
  const rows: readonly (readonly [string, readonly string[], number, RegExp])[] = [
    [
      'prints nothing',
      ['sh', '-c', 'exit 0'],
      3,
      /MISSING .* the runner ended with exit code 0 before it asked anything/,
    ],
    [
      'breaks off',
      ['sh', '-c', 'echo "Error: no such module" >&2; exit 7'],
      3,
      /MISSING .* ended with exit code 7 before it asked anything: Error: no such module/,
    ],
    [
      'ignores its environment',
      ['sh', '-c', `echo '{"ok":true,"text":"a"}'`],
      3,
      /MISSING .* printed results, and no request came to the mock; does it take its base URL from GROQ_BASE_URL/,
    ],
    [
      'ends by a signal',
      runner('process.kill(process.pid, "SIGABRT")'),
      1,
      /FAILED .* the runner was ended by SIGABRT/,
    ],
    [
      'does not end',
      runner('setInterval(() => {}, 1000)'),
      1,
      /FAILED .* was still running at --timeout and was ended/,
    ],
    [
      'leaves children',
      runner("require('node:child_process').spawn('sleep', ['600'], { stdio: 'ignore' }); process.exit(0)"),
      1,
      /FAILED .* left processes running when it exited; they were ended/,
    ],
    ['can not do it', ['sh', '-c', `echo '{"unsupported":"no chats"}'`], 0, /MISSING .* can't do this: no chats/],
  ]
  for (const [name, command, code, why] of rows) {
    const ran = await run([...only('answer-whole', '--timeout', '4s'), ...command])
    t.equal(ran.code, code, name)
    t.match(flat(ran.stdout), why, name)
  }
})

t.test('a run that is ended says what it knows', async t => {
  const script =
    'if (process.env.GROQ_MOCK_CASE === "answer-whole") console.log(`{"unsupported":"no"}`); else setInterval(() => {}, 1e6)'
  const running = start(t, [...only('answer-whole,refused-400,refused-401'), process.execPath, '-e', script])
  await until(() => running.stderr().includes('1/3'))
  running.child.kill('SIGINT')
  const { code, stdout } = await running.ended
  t.equal(code, 130)
  t.match(stdout, /^answer-whole +SHOULD +MISSING/m)
  t.match(stdout, /, 1 not run, in /)
})

t.test('what can’t be run is told in one line, before anything is started', async t => {
  const node = process.execPath
  const suite = (cases: unknown, version = 1) => JSON.stringify({ format: 'groq-mock-conformance', version, cases })
  const one = JSON.parse(readFileSync(new URL('../../conformance/cases.json', import.meta.url), 'utf8')).cases[0]
  const expected = (results: object) =>
    JSON.stringify({ format: 'groq-mock-conformance-expected', version: 1, results })
  const folder = t.testdir({
    'later.json': suite([one], 2),
    'bad.json': suite([{ ...one, scenario: { about: 'x', rules: [{ eror: 503 }] } }]),
    'odd.json': suite([{ ...one, level: 'MAY' }]),
    'unknown.json': expected({ 'answer-whol': 'OK', other: 'OK' }),
    'no-results.json': '{}',
  })
  const rows: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[], /^conform needs the command that starts your runner, behind two hyphens: groq-mock conform /],
    [['--', ''], /^conform needs the command/],
    [['streams', '--', node], /^conform takes flags before the two hyphens; seen "streams"/],
    [['--only', 'streem', '--', node], /^There is no case or family "streem"\. Did you mean "streams"\?/],
    [['--only', ',', '--', node], /^--only names no case/],
    [['--accept', '--', node], /^--accept needs a file to write: --expected FILE\.$/m],
    [['--cases', `${folder}/none.json`, '--', node], /none\.json can't be read: there is no such file or folder\.$/m],
    [
      ['--cases', `${folder}/later.json`, '--', node],
      /later\.json has version 2 of the format; this program reads version 1/,
    ],
    [['--cases', `${folder}/odd.json`, '--', node], /odd\.json:1:\d+: error: .*expected MUST, SHOULD or INFO/],
    [['--cases', `${folder}/bad.json`, '--', node], /"eror" is not known in rules\[0\]\. Did you mean "error"\?/],
    [
      ['--expected', `${folder}/unknown.json`, '--', node],
      /expects a result of "answer-whol", which is no case of this suite, and 1 more\. Did you mean "answer-whole"\?/,
    ],
    [
      ['--expected', `${folder}/no-results.json`, '--', node],
      /is no file of expected results of version 1; --accept writes/,
    ],
    [['--expected', `${folder}/none.json`, '--', node], /none\.json can't be read: there is no such file/],
    [['--only', 'answer-whole', '--', 'no-such-command'], /^The command "no-such-command" can't be started: there/],
    [['--out', '/proc/nowhere', '--', node], /^The folder \/proc\/nowhere can't be written to/],
    [['--timeout', '0s', '--', node], /^--timeout is "0s"; expected a time above 0/],
    [['--join'], /^conform --join takes files of results and a folder/],
    [
      ['--join', `${folder}/no-results.json`, '--out', folder],
      /is no results\.json of groq-mock conform, version 1\.$/m,
    ],
  ]
  for (const [args, message] of rows) {
    const ran = await run(['conform', ...args])
    t.equal(ran.code, 2, args.join(' '))
    t.match(ran.stderr, message)
    t.equal(ran.stdout, '')
    t.equal(ran.stderr.trimEnd().split('\n').length, 1, ran.stderr)
  }
})
