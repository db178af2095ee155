import type { Answer, Asked, Complete } from '#src/answers/answer'
import { answer } from '#src/answers/index'
import type { Fresh } from '#src/fresh'
import { Resources } from '#src/session/resources'

/** A reasoning model, one without reasoning, and a compound system. */
export const thinker = 'openai/gpt-oss-20b'
export const talker = 'meta/plain-talker'
export const compound = 'groq/compound'

export const fresh: Fresh = {
  requestId: 'req_01kcc49wgbe84s61ttkzn58xaj',
  uuid: '918081c3-6408-4547-86ab-027e1f1e7610',
  nowMs: 1_765_638_730_999,
  jitter: 0.371828182845,
}

/** A request with this body; the model and the flag for streams are taken from it. */
export const asking = (body: Readonly<Record<string, unknown>> = {}, changes: Partial<Asked> = {}): Asked => ({
  operation: 'createChatCompletion',
  model: typeof body.model === 'string' ? body.model : talker,
  stream: body.stream === true,
  method: 'POST',
  headers: {},
  query: '',
  resource: null,
  file: null,
  tier: null,
  body: { messages: [{ role: 'user', content: 'Hello there' }], ...body },
  fingerprint: 'a7c1',
  seed: 1,
  sessionMs: 0,
  resources: new Resources(),
  models: null,
  ...changes,
})

/** The parsed body of a whole answer. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at parsed JSON
export const wholeOf = (asked: Asked, complete: Complete = {}, other: Partial<Fresh> = {}): any =>
  JSON.parse(bodyOf(answer(asked, complete, { ...fresh, ...other })))

/** The text of a whole answer. */
export const bodyOf = (given: Answer): string => {
  if (given.kind !== 'whole') throw new Error('a whole answer was expected')
  return String(given.body)
}

/** The frames of a stream as they are. */
export const framesOf = (asked: Asked, complete: Complete = {}): readonly string[] => {
  const given = answer({ ...asked, stream: true }, complete, fresh)
  if (given.kind !== 'stream') throw new Error('a stream was expected')
  return given.events
}

/** The parsed chunks of a stream, without `[DONE]`. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at parsed JSON
export const chunksOf = (asked: Asked, complete: Complete = {}): any[] =>
  framesOf(asked, complete)
    .slice(0, -1)
    .map(frame => JSON.parse(frame.slice('data: '.length)))

/** What the deltas of a stream hold under this name, put together. */
export const joined = (asked: Asked, name: 'content' | 'reasoning', complete: Complete = {}): string =>
  chunksOf(asked, complete)
    .map(chunk => chunk.choices[0]?.delta[name] ?? '')
    .join('')
