import { asked } from '../node/each-call.mjs'
import { throughGateway } from './through-gateway.mjs'

// it tries once where it is told nothing
const config = { retry: { attempts: 2 }, ...(asked.timeoutMs === null ? {} : { request_timeout: asked.timeoutMs }) }
await throughGateway(({ headers }) => ({
  headers: {
    authorization: `Bearer ${process.env.OPENAI_API_KEY}`,
    'x-portkey-provider': 'groq',
    'x-portkey-custom-host': process.env.OPENAI_BASE_URL,
    'x-portkey-forward-headers': Object.keys(headers).join(','),
    'x-portkey-config': JSON.stringify(config),
  },
}))
