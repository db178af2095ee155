import t from 'tap'
import type { AnswerContext, Complete } from '#src/answers/answer'
import { answer } from '#src/answers/index'
import { asking, fresh, streamed, thinker, wholeOf } from '../asking.ts'

const responding = (body: Readonly<Record<string, unknown>> = {}): AnswerContext =>
  asking({ model: thinker }, { operation: 'createResponse', body: { input: 'Hello there', ...body } })

/** The names of a stream's events, and the response of the last. */
const streamOf = (context: AnswerContext, complete: Complete) => {
  const given = answer(streamed(context), complete, fresh)
  if (given.kind !== 'stream') throw new Error('a stream was expected')
  const events = [...given.events].map(frame => JSON.parse(frame.slice(frame.indexOf('data: ') + 'data: '.length)))
  return { names: events.map(({ type }) => type), last: events.at(-1).response }
}

t.test('a response that fails has an error, no output, and counts the prompt alone', async t => {
  const whole = wholeOf(responding(), { status: 'failed' })
  t.match(whole, { status: 'failed', output: [], incomplete_details: null })
  t.strictSame(whole.error, { code: 'server_error', message: 'The response could not be generated.' })
  t.match(whole.usage, { output_tokens: 0, output_tokens_details: { reasoning_tokens: 0 } })
  t.equal(whole.usage.total_tokens, whole.usage.input_tokens)
  const given = answer(responding(), { status: 'failed' }, fresh)
  t.strictSame(given.tokens, { prompt: whole.usage.input_tokens, completion: 0 }, 'so do limits')
})

t.test('a stream that fails ends with an event of that name and the response', async t => {
  const error = { code: 'rate_limit_exceeded', message: 'Too many.' }
  const { names, last } = streamOf(responding(), { status: 'failed', error })
  t.strictSame(names, ['response.created', 'response.in_progress', 'response.failed'])
  t.match(last, { status: 'failed', error, output: [] })
})

t.test('what a failed response had said by then is its output, and its last item is incomplete', async t => {
  const complete = { status: 'failed', text: 'Half of', reasoning: 'Well.' } as const
  t.match(wholeOf(responding(), complete).output, [
    { type: 'reasoning', status: 'completed' },
    { type: 'message', status: 'incomplete', content: [{ text: 'Half of' }] },
  ])
  const { names } = streamOf(responding(), complete)
  t.ok(names.includes('response.output_text.delta'))
  t.equal(names.at(-1), 'response.failed')
})

t.test('an incomplete response gives its reason, whole and streamed', async t => {
  for (const [complete, details] of [
    [{ status: 'incomplete' }, { reason: 'max_output_tokens' }],
    [{ status: 'incomplete', reason: 'content_filter' }, { reason: 'content_filter' }],
    [{ finish: 'length' }, { reason: 'max_output_tokens' }],
  ] as const) {
    const whole = wholeOf(responding(), complete)
    t.match(whole, { status: 'incomplete', error: null })
    t.strictSame(whole.incomplete_details, details)
    t.equal(whole.output.at(-1).status, 'incomplete')
    const { names, last } = streamOf(responding(), complete)
    t.equal(names.at(-1), 'response.incomplete')
    t.strictSame(last.incomplete_details, details)
  }
})

t.test('an incomplete response with an error is as it was seen: without details', async t => {
  const error = { code: 'tool_required_not_called', message: 'No tool was called.' }
  const whole = wholeOf(responding(), { status: 'incomplete', error })
  t.match(whole, { status: 'incomplete', error, incomplete_details: null })
})

t.test('a response keeps the order of its keys however it ends', async t => {
  const usual = Object.keys(wholeOf(responding()))
  for (const status of ['failed', 'incomplete'] as const)
    t.strictSame(Object.keys(wholeOf(responding(), { status })), usual, status)
})

t.test('an end of a batch means nothing to a response', async t => {
  t.match(wholeOf(responding(), { status: 'expired' }), { status: 'completed', error: null })
})

t.test('ends are sent in text that JSON allows', async t => {
  const error = { code: '"\\<', message: 'a\n"b"' }
  t.strictSame(wholeOf(responding(), { status: 'failed', error }).error, error)
})
