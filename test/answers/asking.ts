import type { Answer, AnswerContext, Complete } from '#src/answers/answer'
import { answer } from '#src/answers/index'
import type { Call } from '#src/call'
import type { Fresh } from '#src/fresh'
import { Resources } from '#src/session/resources'
import { callOf } from '../helpers/deciding.ts'

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

/** What a test may say of the call and of what it is answered from. */
export type Changes = Partial<Call & Omit<AnswerContext, 'call'>>

/** A request with this body; the model and the flag for streams are taken from it. */
export const asking = (body: Readonly<Record<string, unknown>> = {}, changes: Changes = {}): AnswerContext => {
  const {
    operation = 'createChatCompletion',
    tier = null,
    seed = 1,
    sessionMs = 0,
    resources = new Resources(),
    models = null,
    ...ofCall
  } = changes
  const call = callOf({
    operation,
    model: typeof body.model === 'string' ? body.model : talker,
    stream: body.stream === true,
    tier,
    body: { messages: [{ role: 'user', content: 'Hello there' }], ...body },
    fingerprint: 'a7c1',
    ...ofCall,
  })
  return { call, operation, tier, seed, sessionMs, resources, models }
}

/** The same request, asking for a stream. */
export const streamed = (context: AnswerContext): AnswerContext => ({
  ...context,
  call: { ...context.call, stream: true },
})

/** The parsed body of a whole answer. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at parsed JSON
export const wholeOf = (context: AnswerContext, complete: Complete = {}, other: Partial<Fresh> = {}): any =>
  JSON.parse(bodyOf(answer(context, complete, { ...fresh, ...other })))

/** The text of a whole answer. */
export const bodyOf = (given: Answer): string => {
  if (given.kind !== 'whole') throw new Error('a whole answer was expected')
  return String(given.body)
}

/** The frames of a stream as they are. */
export const framesOf = (context: AnswerContext, complete: Complete = {}): readonly string[] => {
  const given = answer(streamed(context), complete, fresh)
  if (given.kind !== 'stream') throw new Error('a stream was expected')
  return [...given.events]
}

/** The parsed chunks of a stream, without `[DONE]`. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at parsed JSON
export const chunksOf = (context: AnswerContext, complete: Complete = {}): any[] =>
  framesOf(context, complete)
    .slice(0, -1)
    .map(frame => JSON.parse(frame.slice('data: '.length)))

/** What the deltas of a stream hold under this name, put together. */
export const joined = (context: AnswerContext, name: 'content' | 'reasoning', complete: Complete = {}): string =>
  chunksOf(context, complete)
    .map(chunk => chunk.choices[0]?.delta[name] ?? '')
    .join('')
