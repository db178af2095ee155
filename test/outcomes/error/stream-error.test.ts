import t from 'tap'
import { compileError } from '#src/outcomes/error/compile-error'
import { errorFrame } from '#src/outcomes/error/error-frame'
import { callOf, errorContextOf } from '../../helpers/deciding.ts'
import { chatBody, startMock } from '../../helpers/mock.ts'

const asker = errorContextOf(callOf({ key: null, tier: null, path: '/' }))

t.test('an error is framed byte for byte as in the recording, its status last', async t => {
  t.equal(
    errorFrame(compileError({ status: 400, variant: 'tool-call-missing' }), asker),
    'event: error\ndata: {"error":{"message":"Tool choice is required, but model did not call a tool",' +
      '"type":"invalid_request_error","code":"tool_use_failed","failed_generation":"maybe","status_code":400}}\n\n',
  )
})

t.test('any error can be framed, pages of the edge by their reason phrase', async t => {
  const frames = [
    [
      { status: 503, variant: 'unavailable' },
      { message: 'Service Unavailable', type: 'internal_server_error' },
    ],
    [
      { status: 502, variant: 'edge-html' },
      { message: 'Bad Gateway', type: 'internal_server_error' },
    ],
    [{ status: 418 }, { message: "I'm a Teapot", type: 'invalid_request_error' }],
    [{ status: 404 }, { message: /`openai\/gpt-oss-20b` does not exist/, code: 'model_not_found' }],
  ] as const
  for (const [spec, expected] of frames) {
    const frame = errorFrame(compileError(spec), asker)
    t.match(frame, /^event: error\ndata: \{[^\n]*\}\n\n$/)
    t.match(JSON.parse(frame.split('\ndata: ')[1] ?? ''), { error: { ...expected, status_code: spec.status } })
  }
})

const failing = (variant: string) => ({ rules: [{ match: { attempt: 1 }, error: { status: 400, variant } }] })

for (const variant of ['tool-call-missing', 'json-validate-failed', 'output-parse-failed']) {
  t.test(`${variant} comes after the first chunk of a stream, and is a failed attempt all the same`, async t => {
    const mock = await startMock(t, failing(variant))
    const answer = await mock.chat({ body: chatBody({ stream: true }) })
    t.equal(answer.status, 200)
    t.equal(answer.headers.get('content-type'), 'text/event-stream')
    t.ok(answer.headers.has('x-ratelimit-remaining-tokens'))
    const [first, error, ...rest] = (await answer.text()).split('\n\n')
    t.match(first, /^data: \{.*"delta":\{"role":"assistant","content":""\}/)
    t.match(error, /^event: error\ndata: \{"error":\{.*,"status_code":400\}\}$/)
    t.strictSame(rest, [''], 'no [DONE]')
    t.match(await (await mock.chat({ body: chatBody({ stream: true }) })).text(), /data: \[DONE\]\n\n$/)
    t.match(await mock.entries(2), [
      { attempt: 1, status: 200, because: new RegExp(variant) },
      { attempt: 2, status: 200 },
    ])
  })

  t.test(`${variant} is a plain 400 where no stream was asked for`, async t => {
    const mock = await startMock(t, failing(variant))
    t.equal((await mock.chat()).status, 400)
  })
}

t.test('what is known before generation stays plain JSON', async t => {
  for (const error of [401, 429, { status: 400, variant: 'model-decommissioned' }, { status: 400, message: 'No.' }]) {
    const mock = await startMock(t, { rules: [{ error }] })
    const answer = await mock.chat({ body: chatBody({ stream: true }) })
    t.equal(answer.status, typeof error === 'number' ? error : 400)
    t.equal(answer.headers.get('content-type'), 'application/json')
  }
})
