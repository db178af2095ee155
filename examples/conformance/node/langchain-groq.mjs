import { ChatGroq } from '@langchain/groq'
import { asked, eachCall, unsupported } from './each-call.mjs'

if (asked.idempotencyKey !== null) unsupported('it takes no headers for one call')
const limit = asked.timeoutMs === null ? {} : { timeout: asked.timeoutMs }
const model = new ChatGroq({ model: asked.bodies[0].model, baseUrl: process.env.GROQ_BASE_URL, ...limit })
await eachCall(async ({ body, signal }) => {
  const messages = body.messages.map(({ role, content }) => [role, content])
  let [text, finish] = ['', null]
  const parts = asked.stream
    ? await model.stream(messages, { signal })
    : [await model.invoke(messages, { signal, ...limit })]
  for await (const { content, response_metadata: about } of parts) {
    text += content
    finish = about?.finish_reason ?? finish
  }
  return { text, finish }
})
