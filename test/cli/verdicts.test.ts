import { existsSync, readFileSync } from 'node:fs'
import t from 'tap'
import { run, serveHere } from '../helpers/cli.ts'
import { chatBody } from '../helpers/mock.ts'

const askedIn = async (url: string, session: string): Promise<void> => {
  const answer = await fetch(`${url}/session/${session}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-stainless-retry-count': '0' },
    body: JSON.stringify(chatBody()),
  })
  await answer.text()
}

t.test('several sessions are judged at once, and the worst decides', async t => {
  const server = await serveHere(t, ['--scenario', 'steady-state'])
  await askedIn(server.url, 'one')
  await askedIn(server.url, 'two')
  const two = ['verdict', '--url', server.url, '--session', 'one', '--session', 'two']
  const passed = await run(two)
  t.equal(passed.code, 0)
  t.match(passed.stdout, /^PASS: .* session one:[\s\S]*^PASS: .* session two:/m)
  t.match(passed.stdout, new RegExp(`Judge it again: groq-mock verdict --url ${server.url} --session one$`, 'm'))

  const three = [...two, '--session', 'default']
  const idle = await run(three)
  t.equal(idle.code, 3, 'nobody asked anything in the third')
  const json = await run([...three, '--format', 'json'])
  t.equal(json.code, 3)
  t.match(JSON.parse(json.stdout), {
    result: 'INCONCLUSIVE',
    verdicts: [{ session: 'one', result: 'PASS' }, { session: 'two' }, { session: 'default', result: 'INCONCLUSIVE' }],
  })
  t.equal((await run([...three, '--format', 'markdown'])).stdout.match(/^## (PASS|INCONCLUSIVE)$/gm)?.length, 3)
  t.equal((await run([...three, '--format', 'junit'])).stdout.match(/<testsuite /g)?.length, 3)
  t.match((await run([...three, '--format', 'html'])).stdout, /one[\s\S]*two[\s\S]*default/)

  const file = `${t.testdir()}/verdicts.txt`
  const written = await run([...three, '--out', file])
  t.match(
    written.stdout,
    /^session one: PASS: .*\nsession two: PASS: .*\nsession default: INCONCLUSIVE: .*\nWritten to /,
  )
  t.match(readFileSync(file, 'utf8'), /session two/)
  const fromVariable = await run(['verdict', '--url', server.url], { GROQ_MOCK_SESSION: 'one, default' })
  t.equal(fromVariable.code, 3)
  t.match(fromVariable.stdout, /session one:[\s\S]*session default:/)
  const unknown = await run([...two, '--session', 'three'])
  t.match(unknown, { code: 2, stdout: '', stderr: /^There is no session "three"[^\n]*\n$/ })
})

t.test('a file that cannot be written is told before a server is asked', async t => {
  const folder = t.testdir({ 'a-file': '' })
  for (const out of [folder, `${folder}/none/verdict.txt`, `${folder}/a-file/verdict.txt`]) {
    const { code, stdout, stderr } = await run(['verdict', '--url', 'http://127.0.0.1:1', '--out', out])
    t.match({ code, stdout }, { code: 2, stdout: '' })
    t.match(stderr, /^The verdict can't be written to [^\n]*\. Take another file with --out FILE\.\n$/)
  }
  const file = `${folder}/verdict.txt`
  t.match(await run(['verdict', '--url', 'http://127.0.0.1:1', '--out', file]), { code: 2, stderr: /^No groq-mock/ })
  t.notOk(existsSync(file), 'the trial leaves nothing')
})

t.test('--help names only variables that are read', async t => {
  const { stdout } = await run(['verdict', '--help'])
  t.match(stdout, /--scenario NAME +With --journal: [^[]*$/m)
})
