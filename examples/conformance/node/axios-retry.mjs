import axios from 'axios'
import axiosRetry, { exponentialDelay, isNetworkError, isRetryableError } from 'axios-retry'
import { asked, eachCall, readChat, unsupported } from './each-call.mjs'

if (asked.stream) unsupported('it reads no streams')
const client = axios.create({
  baseURL: process.env.OPENAI_BASE_URL,
  headers: { authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
  timeout: asked.timeoutMs ?? 0,
})
const retryCondition = error => isNetworkError(error) || isRetryableError(error) || error.response?.status === 429
axiosRetry(client, { retries: 2, retryDelay: exponentialDelay, retryCondition })
await eachCall(async ({ body, headers, signal }) =>
  readChat((await client.post('/chat/completions', body, { headers, signal })).data),
)
