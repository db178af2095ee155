import { chatRequest } from './load.mjs'
import { limits, tenRules } from './servers.mjs'

const DIFFERENT_PROMPTS = 64

/** What a client asks; the prompt differs from number to number. */
export const question = number => ({
  model: 'openai/gpt-oss-20b',
  messages: [
    { role: 'system', content: 'You are a helpful assistant. Answer in one paragraph.' },
    { role: 'user', content: `Explain the importance of fast language models, please. This is question ${number}.` },
  ],
  temperature: 0.5,
  max_completion_tokens: 1024,
})

/** What is measured: which flags the mock gets, what is sent, and which status must come. */
export const cases = [
  { name: '200', title: '200', flags: [], status: 200, headers: {}, body: {} },
  { name: 'limits', title: '200, four limits counted', flags: limits, status: 200, headers: {}, body: {} },
  { name: '429', title: '429, by header', flags: [], status: 429, headers: { 'x-mock-status': '429' }, body: {} },
  { name: 'rules', title: '429, by the last of ten rules', flags: tenRules, status: 429, headers: {}, body: {} },
  { name: 'stream', title: 'stream', flags: [], status: 200, headers: {}, body: { stream: true } },
]

/** The requests of a case, to be sent over and over in this order. */
export const requestsOf = ({ body, headers }) =>
  Array.from({ length: DIFFERENT_PROMPTS }, (_, i) => chatRequest({ ...question(i), ...body }, headers))
