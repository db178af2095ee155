import OpenAI from 'openai'
import { asked, eachCall, readChat } from './each-call.mjs'

const client = new OpenAI(asked.timeoutMs === null ? {} : { timeout: asked.timeoutMs })
await eachCall(async ({ body, headers, signal }) =>
  readChat(await client.chat.completions.create(body, { headers, signal })),
)
