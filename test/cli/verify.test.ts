import t from 'tap'
import { startMock } from '#src/index'
import { run } from '../helpers/cli.ts'

t.test('verify says whether it holds, by its exit code and in words', async t => {
  const mock = await startMock({ scenario: { about: 'Down once.', rules: [{ times: 1, error: 503 }] } })
  t.teardown(() => mock.close())
  for (let i = 0; i < 2; i += 1) await (await fetch(`${mock.openaiBaseUrl}/models`)).text()
  await mock.verify({ count: 2, within: '10s' })
  const verify = (...words: readonly string[]) => run(['verify', ...words], { GROQ_MOCK_URL: mock.url })

  const held = await verify('sequence: [{ status: 503 }, { status: 200 }]')
  t.match(held, { code: 0, stderr: '', stdout: /^It holds: req_\w+, req_\w+\.\n$/ })
  t.match(await verify('{"match": {"status": 429}, "count": 0}'), { code: 0, stdout: 'It holds: no entry matches.\n' })
  const folder = t.testdir({ 'order.yaml': 'match: { status: 503 }\n' })
  t.match(await verify(`@${folder}/order.yaml`), { code: 0 })

  const missed = await verify('sequence: [{ status: 200 }, { status: 503 }]', '--session', 'default')
  t.match(missed, { code: 1, stderr: '' })
  t.match(missed.stdout, /^It does not hold: 1 of 2 steps hold in a row: .*\n {2}req_\w+: GET .* → 503/s)

  const rows: readonly (readonly [words: readonly string[], says: RegExp])[] = [
    [[], /^verify takes one text, YAML or JSON, or @FILE; seen none\. For example: groq-mock verify /],
    [['{}', '{}'], /seen "\{\}"/],
    [['{ macth: {} }'], /"macth".*Did you mean "match"\?/s],
    [[`@${folder}/none.yaml`], /^What is to be verified can't be read: /],
    [['{}', '--session', 'nobody'], /There is no session "nobody"/],
    [['{}', '--url', 'http://127.0.0.1:1'], /^No groq-mock answers at http:\/\/127\.0\.0\.1:1/],
  ]
  for (const [words, says] of rows) t.match(await verify(...words), { code: 2, stdout: '', stderr: says })
})
