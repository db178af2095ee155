import OpenAI from 'openai-7'
import { mockForTests } from './mock.mjs'
import { prove, provesWaiting } from './prove.mjs'

/** What an OpenAI SDK asks, of the mock's scenario and session. */
const create = (mock, { scenario, session, prompt }, more) =>
  new OpenAI({
    baseURL: `${mock.url}/scenario/${scenario}/session/${session}/openai/v1`,
    apiKey: 'gsk_test',
  }).chat.completions.create({
    model: 'openai/gpt-oss-20b',
    messages: [{ role: 'user', content: prompt }],
    ...more,
  })

const openai = {
  id: 'openai-7',
  whole: async (mock, asked) => {
    const [{ message, finish_reason }] = (await create(mock, asked)).choices
    return { text: message.content, finish: finish_reason }
  },
  streamed: async (mock, asked) => {
    let text = ''
    let finish = null
    for await (const { choices } of await create(mock, asked, { stream: true })) {
      text += choices[0]?.delta.content ?? ''
      finish = choices[0]?.finish_reason ?? finish
    }
    return { text, finish }
  },
  seen: error => [error.constructor.name, error.status],
  leastWaitsMs: [375, 750],
  statuses: {
    400: { seen: 'BadRequestError', made: 1 },
    401: { seen: 'AuthenticationError', made: 1 },
    403: { seen: 'PermissionDeniedError', made: 1 },
    404: { seen: 'NotFoundError', made: 1 },
    413: { seen: 'APIError', made: 1 },
    422: { seen: 'UnprocessableEntityError', made: 1 },
    424: { seen: 'APIError', made: 1 },
    429: { seen: 'RateLimitError', made: 3 },
    498: { seen: 'APIError', made: 1 },
    499: { seen: 'APIError', made: 1 },
    500: { seen: 'InternalServerError', made: 3 },
    502: { seen: 'InternalServerError', made: 3 },
    503: { seen: 'InternalServerError', made: 3 },
  },
}

const mock = await mockForTests()
prove('openai 7', openai, mock, () => {
  provesWaiting('openai 7', openai, mock)
})
