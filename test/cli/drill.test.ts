import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openDrillServer } from '#src/cli/open-drill-server'
import { Library } from '#src/scenario/library'
import { scenarioFor } from '#src/start'
import { run, spawned, start } from '../helpers/cli.ts'
import { fetchingNode } from '../helpers/fetching-node.ts'
import { until } from '../helpers/until.ts'

/** A client that sends one request until it is answered, at most so often, and says with its exit code how that went. */
const client = (most: number, waitMs = '0'): readonly string[] => [
  process.execPath,
  '-e',
  `const { request } = require('node:http')
  const headers = { 'content-type': 'application/json', authorization: 'Bearer ' + process.env.OPENAI_API_KEY }
  const body = JSON.stringify({ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hi' }] })
  const send = i => {
    const how = { method: 'POST', headers: { ...headers, 'x-stainless-retry-count': i } }
    const ended = answer => {
      if (answer.statusCode < 400) return
      if (i + 1 < ${most}) return setTimeout(send, ${waitMs}, i + 1)
      console.error('gave up')
      process.exitCode = 1
    }
    const came = answer => answer.resume().once('end', () => ended(answer))
    request(process.env.OPENAI_BASE_URL + '/chat/completions', how, came).end(body)
  }
  send(0)`,
]
/** What was printed, without the ends of its lines. */
const words = ({ stdout }: { readonly stdout: string }): string => stdout.replaceAll(/\s+/g, ' ')

const obedient = client(5, "(answer.headers['retry-after'] ?? 0) * 1000 + 50")
const hasty = client(9)

t.test('a good client passes, and one that comes back too early fails with what it was told', async t => {
  const good = await spawned(t, ['drill', '--scenarios', 'rate-limited', '--', ...obedient])
  t.match(good, { code: 0, stdout: /rate-limited +429 ×2 +3 in 1 call +1\.\d+ s, 1\.\d+ s +0 +PASS/ })
  t.match(good.stdout, /^1 passed, 0 failed, 0 inconclusive, in /m)
  t.match(good.stderr, /^1\/1 {2}rate-limited {2}PASS/m)

  const bad = await run(['drill', '--scenarios', 'rate-limited', '--', ...hasty])
  t.match(bad, { code: 1, stdout: /FAIL retry-after-ignored/ })
  t.match(bad.stdout, /told it to wait 1 s \(retry-after: 1\)/)
  t.match(bad.stdout, /maxRetries \(Node\) or max_retries \(Python\)/)
})

t.test('several scenarios run side by side, each in a session of its own, and leave reports', async t => {
  const out = join(t.testdir({}), 'a', 'b')
  const ran = await run([
    'drill',
    '--scenarios=steady-state,expired-key,stream-cut',
    '--jobs=3',
    `--out=${out}`,
    '--',
    ...client(3),
  ])
  t.equal(ran.code, 1, 'the worst of all')
  const rows = ran.stdout.split('\n').slice(1, 4)
  t.match(rows[0], /^steady-state +nothing +1 in 1 call +- +0 +PASS$/)
  t.match(rows[1], /^expired-key +401 ×3 +3 in 1 call +.* 1 +FAIL$/)
  t.match(rows[2], /^stream-cut +nothing +1 in 1 call +- +0 +INCONCLUSIVE$/)
  const read = (name: string): string => readFileSync(join(out, name), 'utf8')
  const report = JSON.parse(read('report.json'))
  t.match(report, { format: 'groq-mock-drill/1', result: 'FAIL', undone: [] })
  t.same(
    report.drilled.map((one: { verdict: { result: string } }) => one.verdict.result),
    ['PASS', 'FAIL', 'INCONCLUSIVE'],
  )
  t.match(read('junit.xml'), /<testsuites name="groq-mock drill" tests="3" failures="1" errors="1" /)
  t.match(read('report.md'), /^\| expired-key \| 401 ×3 \|/m)
  t.match(read('report.html'), /<a class="bar final" href="#1--req_/)
})

t.test('a client that never calls leaves it open, and so does one that had to be ended', async t => {
  const idle = await run(['drill', '--scenarios', 'steady-state', '--', 'sh', '-c', 'echo 5'])
  t.equal(idle.code, 3)
  t.match(
    words(idle),
    /No request came from the command.* Does it take its base URL from GROQ_BASE_URL, OPENAI_BASE_URL/,
  )
  t.notMatch(idle.stdout, /It ended with exit code/)
  const hanging = ['sh', '-c', 'echo waiting; sleep 600']
  const ended = await run(['drill', '--scenarios', 'steady-state', '--timeout', '1s', '--', ...hanging])
  t.match(
    ended,
    { code: 3, stdout: /timed out +INCONCLUSIVE/ },
    'it asked nothing, so nobody knows what it does with answers',
  )
  const crashed = ['sh', '-c', 'echo "Error: no config" >&2; exit 1']
  const broken = await run(['drill', '--scenarios', 'steady-state', '--', ...crashed])
  t.equal(broken.code, 3)
  t.match(words(broken), /It ended with exit code 1: the end of its output may say why/)
  t.match(broken.stdout, /Error: no config/)
  const doubtful = await run(['drill', '--scenarios', 'outage', '--timeout', '1s', '--', ...hanging])
  t.match(doubtful, { code: 3, stdout: /still running after 1(\.\d+)? s and was ended/ })
  t.match(ended.stdout, /The end of its output:\n +waiting/)
  t.notMatch(words(ended), /It ended with exit code/, 'it was ended')
})

t.test('a drill that is ended says what it knows, and leaves nothing running', async t => {
  const script =
    'if (process.env.GROQ_MOCK_SESSION.includes("steady")) fetch(process.env.OPENAI_BASE_URL + "/models", { headers: { authorization: "Bearer a" } }).then(a => a.text()); ' +
    'else { console.error(process.pid); setInterval(() => {}, 1e6) }'
  const running = start(t, ['drill', '--scenarios', 'steady-state,outage,flaky', '--', ...fetchingNode, '-e', script])
  await until(() => running.stderr().includes('1/3'))
  running.child.kill('SIGINT')
  const { code, stdout } = await running.ended
  t.equal(code, 130)
  t.match(stdout, /^steady-state +nothing +1 in 1 call/m)
  t.match(stdout, /^outage +- +- +- +- +not run$/m)
  t.match(stdout, /1 passed, 0 failed, 0 inconclusive, 2 not run/)
})

t.test('a scenario that was under way when a drill is ended shows what the client did until then', async t => {
  const folder = t.testdir({})
  const [out, answered] = [join(folder, 'out'), join(folder, 'answered')]
  const script =
    'setInterval(() => {}, 1e6); fetch(process.env.OPENAI_BASE_URL + "/models", { headers: { authorization: "Bearer a" } })' +
    `.then(a => a.text()).then(() => require('node:fs').writeFileSync(${JSON.stringify(answered)}, ''))`
  const args = ['drill', '--scenarios', 'expired-key,outage', '--out', out, '--', ...fetchingNode, '-e', script]
  const running = start(t, args)
  await until(() => existsSync(answered))
  running.child.kill('SIGINT')
  const { code, stdout } = await running.ended
  t.equal(code, 130)
  t.match(stdout, /^expired-key +401 +1 in 1 call .* interrupted +INCONCLUSIVE$/m)
  t.match(stdout, /^outage +- +- +- +- +not run$/m)
  t.match(stdout.replaceAll(/\s+/g, ' '), /The drill was ended after [\d.]+ m?s of this command/)
  t.match(stdout, /0 passed, 0 failed, 1 inconclusive, 1 not run/)
  t.match(readFileSync(join(out, 'report.html'), 'utf8'), /<a class="bar /)
})

t.test('what warms the server up is in no session of the drill, and in no journal', async t => {
  const library = new Library()
  const server = await openDrillServer(library, {})
  t.teardown(() => server.close())
  const { controlUrl, session } = server.open(scenarioFor(library, 'rate-limited'))
  const asked = async (path: string) => (await fetch(`${controlUrl}${path}`)).json()
  const { sessions } = (await asked('/sessions')) as { sessions: readonly { id: string; requests: number }[] }
  t.match(new Set(sessions.map(({ id }) => id)), new Set(['default', session]))
  for (const id of ['default', session]) t.match(await asked(`/sessions/${id}/journal`), { entries: { length: 0 } }, id)
})

t.test('what can’t be run is told in one line, before anything is started', async t => {
  const node = process.execPath
  const folder = t.testdir({
    'bad.yaml': 'about: x\nrules:\n  - { eror: 503 }\n  - { error: 999 }\n  - { error: 503, delay: 1x }\n',
    'one.yaml': 'about: x\nrules:\n  - error: 999\n',
    more: { 'a.yaml': 'about: 3\n', 'b.yaml': 'about: 4\nrules: 5\n' },
  })
  const rows: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[], /^drill needs the command that starts your client, behind two hyphens: groq-mock drill /],
    [['--'], /^drill needs the command/],
    [['rate-limited', '--', node], /^drill takes flags before the two hyphens; seen "rate-limited"/],
    [['--scenarios', 'rate-limted', '--', node], /^There is no scenario "rate-limted"/],
    [['--scenarios', ',', '--', node], /^--scenarios names none/],
    [
      ['--scenarios', 'steady-state', '--', 'no-such-command'],
      /^The command "no-such-command" can't be started: there/,
    ],
    [['--scenarios', 'steady-state', '--', `${node} client.js`], /as one word; leave out the quotes around the whole/],
    [
      ['--scenarios', `${folder}/bad.yaml`, '--', node],
      /bad\.yaml:3:7: error: "eror" is not known in rules\[1\]\. Did you mean "error"\? 2 more mistakes: groq-mock check \S+bad\.yaml shows all\.\n$/,
    ],
    [['--scenarios', `${folder}/one.yaml`, '--', node], /one\.yaml:3:12: error: [^\n]+ with a status\.\n$/],
    [
      ['--folder', `${folder}/more`, '--', node],
      /a\.yaml:1:8: error: .* 2 more mistakes, in 2 files: groq-mock check \S+a\.yaml \S+b\.yaml shows all\.\n$/,
    ],
    [['--scenarios', 'steady-state', '--', folder], /it is a folder, or a file that is not executable/],
    [['--out', '/proc/nowhere', '--', node], /^The folder \/proc\/nowhere can't be written to/],
    [['--timeout', 'long', '--', node], /^--timeout is "long"; expected a duration/],
    [['--timeout', '0s', '--', node], /^--timeout is "0s"; expected a time above 0, such as 90s\.\n$/],
  ]
  for (const [args, message] of rows) {
    const ran = await run(['drill', ...args])
    t.equal(ran.code, 2, args.join(' '))
    t.match(ran.stderr, message)
    t.equal(ran.stdout, '')
    t.equal(ran.stderr.trimEnd().split('\n').length, 1)
  }
})
