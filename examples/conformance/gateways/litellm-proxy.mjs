import { asked } from '../node/each-call.mjs'
import { throughGateway } from './through-gateway.mjs'

await throughGateway(({ body, headers }) => ({
  headers: {
    authorization: `Bearer ${process.env.LITELLM_MASTER_KEY}`,
    ...(asked.timeoutMs === null ? {} : { 'x-litellm-timeout': String(asked.timeoutMs / 1000) }),
  },
  body: { model: `groq/${body.model}`, api_base: process.env.OPENAI_BASE_URL, extra_headers: headers },
}))
