import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ChatGroq } from '@langchain/groq'
import { entriesOf, mockForTests } from './mock.mjs'
import { assertAttempts, assertWaits, prove } from './prove.mjs'
import { assertCity, citySchema, provesSurface } from './surface.mjs'

/** A LangChain model whose requests go to a scenario and session of the mock. */
const model = (mock, { scenario, session }) =>
  new ChatGroq({
    baseUrl: `${mock.url}/scenario/${scenario}/session/${session}`,
    apiKey: 'gsk_test',
    model: 'openai/gpt-oss-20b',
    maxRetries: 2,
  })

const langchain = {
  id: 'langchain',
  whole: async (mock, asked) => {
    const { text, response_metadata } = await model(mock, asked).invoke(asked.prompt)
    return { text, finish: response_metadata.finish_reason }
  },
  streamed: async (mock, asked) => {
    let text = ''
    let finish = null
    for await (const chunk of await model(mock, asked).stream(asked.prompt)) {
      text += chunk.text
      finish = chunk.response_metadata.finish_reason ?? finish
    }
    return { text, finish }
  },
  seen: error => [error.constructor.name, error.status],
  leastWaitsMs: [1000, 2000],
  statuses: {
    400: { seen: 'BadRequestError', made: 1 },
    401: { seen: 'AuthenticationError', made: 1 },
    403: { seen: 'PermissionDeniedError', made: 1 },
    404: { seen: 'NotFoundError', made: 1 },
    413: { seen: 'APIError', made: 1 },
    // nobody should ask again after these two, so each request is a call of its own
    422: { seen: 'UnprocessableEntityError', made: 3, apart: true },
    424: { seen: 'APIError', made: 3, apart: true },
    429: { seen: 'RateLimitError', made: 1 },
    498: { seen: 'APIError', made: 3 },
    499: { seen: 'APIError', made: 3 },
    500: { seen: 'InternalServerError', made: 3 },
    502: { seen: 'InternalServerError', made: 3 },
    503: { seen: 'InternalServerError', made: 3 },
  },
}

const weather = {
  type: 'function',
  function: { name: 'get_weather', description: 'Tells the weather.', parameters: citySchema },
}

/** What LangChain does beyond text. */
const beyondText = {
  'gets a tool called whose arguments fit its schema': async (mock, asked) => {
    const { tool_calls } = await model(mock, asked).bindTools([weather], { tool_choice: 'any' }).invoke(asked.prompt)
    assert.deepEqual(
      tool_calls.map(({ name }) => name),
      ['get_weather'],
    )
    assertCity(tool_calls[0].args)
  },
  'gets a tool called in a stream': async (mock, asked) => {
    let whole
    const bound = model(mock, asked).bindTools([weather], { tool_choice: 'any' })
    for await (const chunk of await bound.stream(asked.prompt)) whole = whole ? whole.concat(chunk) : chunk
    assert.equal(whole.tool_calls.length, 1)
    assertCity(whole.tool_calls[0].args)
  },
  'gets structured output that fits its schema': async (mock, asked) => {
    for (const method of ['functionCalling', 'jsonSchema']) {
      const structured = model(mock, asked).withStructuredOutput(citySchema, { name: 'answer', method })
      assertCity(await structured.invoke(asked.prompt))
    }
  },
}

// LangChain's own first wait is 1 s to 2 s; one of 3 s is of the server's making
const withoutBilling = {
  about: 'The first request gets a 429 whose text does not mention billing.',
  rules: [{ match: { method: 'POST' }, times: 1, error: { status: 429, retryAfter: '3s', message: 'Too fast.' } }],
}

const mock = await mockForTests({ scenario: withoutBilling })
prove('LangChain', langchain, mock, () => {
  provesSurface('LangChain', 'langchain', mock, beyondText)

  test('LangChain gives up in rate-limited at once, because Groq names its billing page and that reads as a spent quota', async () => {
    const asked = { scenario: 'rate-limited', session: 'langchain-gives-up', prompt: 'Hello' }
    await assert.rejects(langchain.whole(mock, asked), {
      name: 'RateLimitQuotaExhaustedError',
      status: 429,
      message: /settings\/billing/,
      rateLimitType: 'stop',
      rateLimitReason: 'quota_message',
    })
    assert.deepEqual(
      (await entriesOf(mock, asked.session, 1)).map(({ status }) => status),
      [429],
    )
  })

  test('LangChain waits what retry-after says where the text of a 429 does not mention billing', async () => {
    const asked = { scenario: 'inline', session: 'langchain-waits', prompt: 'Hello' }
    await langchain.whole(mock, asked)
    const entries = await entriesOf(mock, asked.session, 2)
    assertAttempts(entries, [429, 200])
    assertWaits(entries, [3000])
  })

  test('LangChain sends the retry count 0 with each attempt, and they are one call all the same', async () => {
    const asked = { scenario: 'over-capacity', session: 'langchain-count', prompt: 'Hello' }
    await langchain.whole(mock, asked)
    assert.deepEqual(
      (await entriesOf(mock, asked.session, 3)).map(({ retryCount, attempt, call }) => [retryCount, attempt, call]),
      [
        [0, 1, 'call-1'],
        [0, 2, 'call-1'],
        [0, 3, 'call-1'],
      ],
    )
  })
})
