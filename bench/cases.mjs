import { CHAT_PATH, chatRequest } from './load.mjs'
import { bodyOfPrompt, numbered, PROMPTS } from './prompts.mjs'
import { scenario } from './servers.mjs'

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

const plain = { flags: [], status: 200, headers: {}, body: {}, peers: null }

/**
 * What is measured: which flags the mock gets, what is sent, which status must come, and what the peers are set up for where
 * they have something like it.
 */
export const cases = [
  { ...plain, name: '200', title: '200', peers: '200' },
  {
    ...plain,
    name: '429',
    title: '429 by a header of the request',
    status: 429,
    headers: { 'x-mock-status': '429' },
    peers: '429',
  },
  { ...plain, name: 'rules', title: '429 by the last of ten rules', flags: scenario('ten-rules'), status: 429 },
  { ...plain, name: 'limits', title: '200, four limits and a capacity counted', flags: scenario('limits') },
  {
    ...plain,
    name: 'stream',
    title: 'stream of 50 events',
    flags: scenario('fifty-events'),
    body: { stream: true },
    peers: 'stream',
  },
]

/** The kinds of bodies: all equal byte for byte, or no two in a run equal. */
export const kindsOfBodies = ['equal', 'differing']

/** A maker of the i-th request of a case with bodies of a kind. */
export const requestsOf = ({ body, headers }, kind, path = CHAT_PATH) => {
  if (kind === 'equal') {
    const bytes = chatRequest({ ...question(0), ...body }, headers, path)
    return () => bytes
  }
  const made = []
  return i => {
    const n = i % PROMPTS
    made[n] ??= chatRequest(bodyOfPrompt(n, body), headers, path)
    return numbered(made[n])
  }
}
