import got from 'got'
import { asked, eachCall, readChat, unsupported } from './each-call.mjs'

if (asked.stream) unsupported('it reads no streams')
const client = got.extend({
  prefixUrl: process.env.OPENAI_BASE_URL,
  headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
  retry: { limit: 2, methods: ['POST'] },
  ...(asked.timeoutMs === null ? {} : { timeout: { request: asked.timeoutMs } }),
})
await eachCall(async ({ body, headers, signal }) =>
  readChat(await client.post('chat/completions', { json: body, headers, signal }).json()),
)
