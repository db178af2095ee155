import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { run } from '../helpers/cli.ts'
import { fetchingNode } from '../helpers/fetching-node.ts'

/** A file with one case: what is there instead of an answer, what is wanted, and perhaps how long the runner may take. */
const cases = (t: Test, rule: object, more: object): string => {
  const one = {
    id: 'one',
    family: 'ends',
    title: 'A case.',
    level: 'SHOULD',
    source: { document: 'A document', section: '1', url: 'https://example.com/' },
    scenario: { about: 'One rule.', rules: [rule] },
    request: {
      endpoint: 'chat.completions',
      body: { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }] },
    },
    ...more,
  }
  const file = join(t.testdir({}), 'cases.json')
  writeFileSync(file, JSON.stringify({ format: 'groq-mock-conformance', version: 1, cases: [one] }))
  return file
}

const ASK = `const { bodies } = JSON.parse(process.env.GROQ_MOCK_REQUEST)
const ask = url => fetch(url + '/chat/completions', {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
  body: JSON.stringify(bodies[0]),
})`

/** Asks again and again, and never gives up. */
const stubborn = `${ASK}
for (;;) { await (await ask(process.env.OPENAI_BASE_URL)).text(); await new Promise(done => setTimeout(done, 500)) }`

const judged = async (file: string, script: string, ...flags: readonly string[]) => {
  const { code, stdout } = await run([
    ...['conform', '--cases', file, ...flags, '--'],
    ...[...fetchingNode, '--input-type=module', '-e', script],
  ])
  return { code, said: stdout.replaceAll(/\s+/g, ' ') }
}

t.test(
  'a runner that may go on for long is ended when the patience of its case is over, and judged by what it did',
  async t => {
    const failing = { error: { status: 500 } }
    const right = cases(t, failing, { patienceMs: 3000, ok: { attempts: { min: 2, max: 20 } } })
    t.match(await judged(right, stubborn), { code: 0, said: /one SHOULD OK \d+ attempts/ })
    // without patience, the same client is one that does not end
    const strict = cases(t, failing, { ok: { attempts: { min: 2 } } })
    t.match(await judged(strict, stubborn, '--timeout', '3s'), {
      code: 1,
      said: /FAILED one: A case\. the runner was still running at --timeout and was ended/,
    })
  },
)

t.test('--timeout ends a runner where it is shorter than the patience of its case', async t => {
  const file = cases(t, { error: { status: 500 } }, { patienceMs: 60_000, ok: { attempts: { min: 2, max: 20 } } })
  t.match(await judged(file, stubborn, '--timeout', '3s'), { code: 0, said: /one SHOULD OK \d+ attempts/ })
})

t.test('who is still asked when the runner has exited has held on to a request that nobody waits for', async t => {
  // stands for a gateway that does not notice that its client has gone
  const gateway = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const asked = fetch(`${request.headers['x-upstream']}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
      body,
    })
    await asked.catch(() => {})
    response.end()
  }).listen(0, '127.0.0.1')
  t.teardown(() => {
    gateway.closeAllConnections()
    gateway.close()
  })
  await once(gateway, 'listening')
  const { port } = gateway.address() as AddressInfo
  const leaving = `const leave = new AbortController()
  setTimeout(() => leave.abort(), 500)
  await fetch('http://127.0.0.1:${port}/', {
    method: 'POST',
    headers: { 'x-upstream': process.env.OPENAI_BASE_URL },
    body: JSON.stringify(JSON.parse(process.env.GROQ_MOCK_REQUEST).bodies[0]),
    signal: leave.signal,
  }).catch(({ name }) => console.log(JSON.stringify({ ok: false, error: name })))`
  t.match(await judged(cases(t, { fault: 'hang' }, { ok: { cancelled: true } }), leaving), {
    code: 1,
    said: /FAILED one: A case\. a request was still open a second after the runner had exited/,
  })
})
