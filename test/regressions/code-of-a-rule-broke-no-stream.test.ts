/*
 * `error` with a code of the model's own errors, and words of the rule's, was a plain 400 where a stream was asked for; and a
 * variant that has such a code was an event of a stream although the rule had taken its code away.
 * Right since "Tell in injected errors of what the request has" (2026-11-27).
 */
import t from 'tap'
import { generationErrors } from '#src/groq/generation-errors'
import { chatBody, startMock } from '../helpers/mock.ts'

const stream = chatBody({ stream: true })

t.test('an error comes in the stream whoever gave it its code', async t => {
  for (const code of generationErrors) {
    const mock = await startMock(t, { rules: [{ error: { status: 400, message: 'No.', code } }] })
    const answer = await mock.chat({ body: stream })
    t.equal(answer.status, 200, code)
    t.match(
      await answer.text(),
      `event: error\ndata: {"error":{"message":"No.","type":"invalid_request_error","code":"${code}"`,
    )
  }
})

t.test('and without the code it is a plain one', async t => {
  const mock = await startMock(t, { rules: [{ error: { status: 400, variant: 'tool-use-failed', code: null } }] })
  const answer = await mock.chat({ body: stream })
  t.equal(answer.status, 400)
  t.notMatch(await answer.text(), 'tool_use_failed')
})
