import { createGroq as createGroq3 } from '@ai-sdk/groq'
import { createGroq as createGroq4 } from '@ai-sdk/groq-4'
import * as ai6 from 'ai'
import * as ai7 from 'ai-7'
import { mockForTests } from './mock.mjs'
import { prove, provesWaiting } from './prove.mjs'

/** The Vercel AI SDK of one major version, with the Groq provider that belongs to it. */
const vercel = (id, { generateText, streamText }, createGroq) => {
  const asking = (mock, { scenario, session, prompt }) => ({
    model: createGroq({
      baseURL: `${mock.url}/scenario/${scenario}/session/${session}/openai/v1`,
      apiKey: 'gsk_test',
    })('openai/gpt-oss-20b'),
    prompt,
  })
  return {
    id,
    whole: async (mock, asked) => {
      const { text, finishReason } = await generateText(asking(mock, asked))
      return { text, finish: finishReason }
    },
    streamed: async (mock, asked) => {
      const { textStream, finishReason } = streamText(asking(mock, asked))
      let text = ''
      for await (const part of textStream) text += part
      return { text, finish: await finishReason }
    },
    // a call that was tried several times fails with an error that holds the error of each attempt
    seen: ({ name, lastError, statusCode }) =>
      lastError ? [`${name} of ${lastError.name}`, lastError.statusCode] : [name, statusCode],
    leastWaitsMs: [2000, 4000],
    statuses: {
      400: { seen: 'AI_APICallError', made: 1 },
      401: { seen: 'AI_APICallError', made: 1 },
      404: { seen: 'AI_APICallError', made: 1 },
      413: { seen: 'AI_APICallError', made: 1 },
      422: { seen: 'AI_APICallError', made: 1 },
      429: { seen: 'AI_RetryError of AI_APICallError', made: 3 },
      498: { seen: 'AI_APICallError', made: 1 },
      499: { seen: 'AI_APICallError', made: 1 },
      500: { seen: 'AI_RetryError of AI_APICallError', made: 3 },
      502: { seen: 'AI_RetryError of AI_APICallError', made: 3 },
      503: { seen: 'AI_RetryError of AI_APICallError', made: 3 },
    },
  }
}

const mock = await mockForTests()
for (const [name, client] of [
  ['ai 6', vercel('ai-6', ai6, createGroq3)],
  ['ai 7', vercel('ai-7', ai7, createGroq4)],
])
  prove(name, client, mock, () => {
    provesWaiting(name, client, mock)
  })
