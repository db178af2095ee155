import { createGroq } from '@ai-sdk/groq'
import { generateText, streamText } from 'ai'
import { asked, eachCall } from './each-call.mjs'

const groq = createGroq({ baseURL: process.env.OPENAI_BASE_URL })
await eachCall(async ({ body, headers, signal }) => {
  const options = { model: groq(body.model), messages: body.messages, headers, abortSignal: signal }
  const limit = asked.timeoutMs === null ? {} : { timeout: asked.timeoutMs }
  if (!asked.stream) {
    const { text, finishReason } = await generateText({ ...options, ...limit })
    return { text, finish: finishReason }
  }
  let text = ''
  let finish = null
  for await (const part of streamText({ ...options, ...limit, onError: () => {} }).fullStream) {
    if (part.type === 'error') throw part.error
    if (part.type === 'abort') throw new Error('aborted')
    if (part.type === 'text-delta') text += part.text
    if (part.type === 'finish') finish = part.finishReason
  }
  return { text, finish }
})
