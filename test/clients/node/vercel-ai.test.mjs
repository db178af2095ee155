import assert from 'node:assert/strict'
import { createGroq as createGroq3 } from '@ai-sdk/groq'
import { createGroq as createGroq4 } from '@ai-sdk/groq-4'
import * as ai6 from 'ai'
import * as ai7 from 'ai-7'
import { mockForTests } from './mock.mjs'
import { prove, provesWaiting } from './prove.mjs'
import { assertCity, citySchema, provesSurface, silence } from './surface.mjs'

const providerOf = (createGroq, mock, { scenario, session }) =>
  createGroq({ baseURL: `${mock.url}/scenario/${scenario}/session/${session}/openai/v1`, apiKey: 'gsk_test' })

/** What the SDK does beyond text. */
const beyondText = (
  { generateText, streamText, generateObject, tool, jsonSchema, experimental_transcribe, transcribe },
  createGroq,
) => {
  const hear = transcribe ?? experimental_transcribe
  const chat = (mock, asked) => providerOf(createGroq, mock, asked)('openai/gpt-oss-20b')
  const tools = { get_weather: tool({ description: 'Tells the weather.', inputSchema: jsonSchema(citySchema) }) }
  return {
    'gets a tool called whose input fits its schema': async (mock, asked) => {
      const { toolCalls, finishReason } = await generateText({
        model: chat(mock, asked),
        prompt: asked.prompt,
        tools,
        toolChoice: 'required',
      })
      assert.equal(finishReason, 'tool-calls')
      assert.deepEqual(
        toolCalls.map(({ toolName }) => toolName),
        ['get_weather'],
      )
      assertCity(toolCalls[0].input)
    },
    'gets a tool called in a stream': async (mock, asked) => {
      const stream = streamText({ model: chat(mock, asked), prompt: asked.prompt, tools, toolChoice: 'required' })
      const calls = await stream.toolCalls
      assert.equal(calls.length, 1)
      assertCity(calls[0].input)
    },
    'gets an object that fits its schema': async (mock, asked) => {
      const { object } = await generateObject({
        model: chat(mock, asked),
        prompt: asked.prompt,
        schema: jsonSchema(citySchema),
      })
      assertCity(object)
    },
    'gets reasoning beside the text': async (mock, asked) => {
      const { text, reasoningText } = await generateText({ model: chat(mock, asked), prompt: 'Hello' })
      assert.ok(text.length > 10 && reasoningText.length > 10)
    },
    'gets a transcript': async (mock, asked) => {
      const model = providerOf(createGroq, mock, asked).transcription('whisper-large-v3')
      const { text } = await hear({ model, audio: silence() })
      assert.ok(text.length > 0)
    },
  }
}

/** The Vercel AI SDK of one major version, with the Groq provider that belongs to it. */
const vercel = (id, { generateText, streamText }, createGroq) => {
  const asking = (mock, { prompt, ...where }) => ({
    model: providerOf(createGroq, mock, where)('openai/gpt-oss-20b'),
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
      403: { seen: 'AI_APICallError', made: 1 },
      404: { seen: 'AI_APICallError', made: 1 },
      413: { seen: 'AI_APICallError', made: 1 },
      422: { seen: 'AI_APICallError', made: 1 },
      424: { seen: 'AI_APICallError', made: 1 },
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
for (const [name, id, ai, createGroq] of [
  ['ai 6', 'ai-6', ai6, createGroq3],
  ['ai 7', 'ai-7', ai7, createGroq4],
]) {
  const client = vercel(id, ai, createGroq)
  prove(name, client, mock, () => {
    provesWaiting(name, client, mock)
    provesSurface(name, id, mock, beyondText(ai, createGroq))
  })
}
