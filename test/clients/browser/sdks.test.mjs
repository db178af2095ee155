import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entriesOf, mockForTests } from '../node/mock.mjs'
import { openPage } from './page.mjs'

const sdks = [
  { name: 'groq-sdk', base: '' },
  { name: 'openai', base: '/openai/v1' },
]
const model = 'openai/gpt-oss-20b'

const mock = await mockForTests({})
const page = await openPage()

/** Asks from within the page: what an SDK returns or throws there. */
const ask = ({ name, base }, { scenario = null, session, stream = false, maxRetries = 0 }) =>
  page.evaluate(
    async ({ name, baseURL, stream, maxRetries, model }) => {
      const { default: Client } = await import(name)
      const client = new Client({ baseURL, apiKey: 'gsk_browser', dangerouslyAllowBrowser: true, maxRetries })
      try {
        const answer = await client.chat.completions.create({
          model,
          messages: [{ role: 'user', content: 'Hello' }],
          stream,
        })
        if (!stream) return { text: answer.choices[0].message.content }
        const pieces = []
        for await (const chunk of answer) pieces.push(chunk.choices[0]?.delta?.content ?? '')
        return { text: pieces.join(''), pieces: pieces.length }
      } catch (error) {
        const { status, message } = error
        return { kind: error.constructor.name, status, message, retryAfter: error.headers?.get('retry-after') ?? null }
      }
    },
    {
      name,
      baseURL: `${mock.url}${scenario ? `/scenario/${scenario}` : ''}/session/${session}${base}`,
      stream,
      maxRetries,
      model,
    },
  )

/** What the journal has of a session, without the preflights. */
const attemptsOf = entries =>
  entries.filter(({ method }) => method === 'POST').map(({ status, call, attempt }) => [status, call, attempt])

for (const sdk of sdks) {
  test(`${sdk.name} in a page gets an answer, behind a preflight that is no attempt`, async () => {
    const session = `${sdk.name}-ok`
    const { text } = await ask(sdk, { scenario: 'steady-state', session })
    assert.match(text, /mock/)
    const entries = await entriesOf(mock, session, 2)
    assert.deepEqual(
      entries.map(({ method, status, call, endpoint }) => [method, status, call, endpoint]),
      [
        ['OPTIONS', 204, 'none', null],
        ['POST', 200, 'call-1', 'chat.completions'],
      ],
    )
  })

  test(`${sdk.name} in a page reads a stream`, async () => {
    const { text, pieces } = await ask(sdk, { scenario: 'steady-state', session: `${sdk.name}-stream`, stream: true })
    assert.match(text, /mock/)
    assert.ok(pieces > 3, `${pieces} pieces`)
  })

  test(`${sdk.name} in a page reads a 429 and its wait, in the text as from Groq: no header is exposed`, async () => {
    const seen = await ask(sdk, { scenario: 'status-429', session: `${sdk.name}-429` })
    assert.equal(seen.kind, 'RateLimitError')
    assert.equal(seen.status, 429)
    assert.match(seen.message, /Please try again in [\d.]+m?s/)
    assert.equal(seen.retryAfter, null)
  })

  test(`${sdk.name} in a page tries again, as attempts of one call`, async () => {
    const session = `${sdk.name}-again`
    const { text } = await ask(sdk, { scenario: 'rate-limited', session, maxRetries: 2 })
    assert.match(text, /mock/)
    const entries = await entriesOf(mock, session, 4)
    assert.deepEqual(attemptsOf(entries), [
      [429, 'call-1', 1],
      [429, 'call-1', 2],
      [200, 'call-1', 3],
    ])
  })

  for (const [scenario, kind, status] of [
    ['status-401', 'AuthenticationError', 401],
    ['status-503', 'InternalServerError', 503],
    ['no-such-scenario', 'NotFoundError', 404],
  ])
    test(`${sdk.name} in a page reads the ${status} of ${scenario}`, async () => {
      const seen = await ask(sdk, { scenario, session: `${sdk.name}-${scenario}` })
      assert.deepEqual([seen.kind, seen.status], [kind, status])
    })

  test(`${sdk.name} in a page meets a broken connection as one`, async () => {
    const session = `${sdk.name}-reset`
    // always: where a kept connection breaks, Chromium itself asks once more
    const scenario = { about: 'No request is answered.', rules: [{ fault: 'reset' }] }
    const made = await fetch(`${mock.url}/__mock/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: session, scenario }),
    })
    assert.ok(made.ok)
    assert.equal((await ask(sdk, { session })).kind, 'APIConnectionError')
  })
}

test('a page can neither read the control API nor change anything by it', async () => {
  const session = 'groq-sdk-ok'
  const seen = await page.evaluate(async url => {
    const outcome = request =>
      request.then(
        () => 'read',
        () => 'refused',
      )
    return [
      await outcome(fetch(`${url}/__mock/sessions`)),
      await outcome(fetch(`${url}/__mock/sessions/groq-sdk-ok`, { method: 'DELETE' })),
      await outcome(fetch(`${url}/__mock/sessions/groq-sdk-ok/reset`, { method: 'POST', mode: 'no-cors' })),
    ]
  }, mock.url)
  assert.deepEqual(seen.slice(0, 2), ['refused', 'refused'])
  assert.equal((await entriesOf(mock, session, 2)).length, 2, 'the journal is as it was')
})
