import t from 'tap'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { chatBody, startMock } from '../../helpers/mock.ts'

const said = {
  param: 'messages',
  code: 'mine',
  failedGeneration: '{"city": "Oslo"',
  schemaPath: '/properties/city',
  schemaPathSegments: ['properties', 'city'],
  schemaKind: 'anyOf',
  schemaCode: 'keyset_required_overlap',
  debug: { inputTokenIds: [1, 2], inputTokens: ['a', 'b'], outputTokenIds: [3], outputTokens: ['c'] },
} as const

const sent =
  '"param":"messages","code":"mine","failed_generation":"{\\"city\\": \\"Oslo\\"",' +
  '"schema_path":"/properties/city","schema_path_segments":["properties","city"],"schema_kind":"anyOf",' +
  '"schema_code":"keyset_required_overlap","debug":{"input_token_ids":[1,2],"input_tokens":["a","b"],' +
  '"output_token_ids":[3],"output_tokens":["c"]}'

t.test('every property of the error object can be said, and leaves in the order of the wire', async t => {
  const mock = await startMock(t, { rules: [{ error: { status: 400, message: 'No.', type: 'mine', ...said } }] })
  t.equal(await (await mock.chat()).text(), `{"error":{"message":"No.","type":"mine",${sent}}}\n`)
})

t.test('the same holds for an error within a stream, its status last', async t => {
  const error = { after: '1 chunk', status: 400, message: 'No.', type: 'mine', ...said }
  const mock = await startMock(t, { rules: [{ stream: { error } }] })
  const text = await (await mock.chat({ body: chatBody({ stream: true }) })).text()
  t.ok(text.endsWith(`event: error\ndata: {"error":{"message":"No.","type":"mine",${sent},"status_code":400}}\n\n`))
})

t.test('a generation that failed may be empty text, or an object', async t => {
  for (const failedGeneration of ['', { reason: 'invalid arguments', attempted: { city: 7 } }]) {
    const mock = await startMock(t, {
      rules: [{ error: { status: 400, variant: 'tool-use-failed', failedGeneration } }],
    })
    t.same(JSON.parse(await (await mock.chat()).text()).error.failed_generation, failedGeneration)
  }
})

t.test('null leaves out what the catalogue has', async t => {
  const mock = await startMock(t, {
    rules: [{ error: { status: 400, variant: 'tool-use-failed', code: null, failedGeneration: null } }],
  })
  t.same(Object.keys(JSON.parse(await (await mock.chat()).text()).error), ['message', 'type'])
})

t.test('braces in what a rule says are no placeholders', async t => {
  const error = { status: 400, message: 'No {model}.', param: '{model}', failedGeneration: '{model}', code: '{model}' }
  const mock = await startMock(t, { rules: [{ error }] })
  t.match(JSON.parse(await (await mock.chat()).text()), {
    error: { message: 'No {model}.', param: '{model}', failed_generation: '{model}', code: '{model}' },
  })
})

const complaints: readonly (readonly [unknown, RegExp])[] = [
  [{ status: 503, code: null }, /:\d+: error: null leaves "code" out, and this error has none/],
  [
    { status: 503, schemaPathSegments: 'a' },
    /schemaPathSegments is "a"; expected a list of texts, or null to leave it out/,
  ],
  [{ status: 503, failedGeneration: 7 }, /failedGeneration is 7; expected text, a mapping, or null to leave it out/],
  [{ status: 503, debug: {} }, /debug is empty/],
  [{ status: 503, debug: { inputTokenIds: [-1] } }, /inputTokenIds\[1\] is -1; expected at least 0/],
  [{ status: 503, failed_generation: 'x' }, /"failed_generation" is not known in .*Did you mean "failedGeneration"\?/s],
  [{ status: 502, variant: 'edge-html', schemaPath: '/x' }, /"edge-html" is a page of HTML and has no schemaPath/],
]

for (const [error, complaint] of complaints) {
  t.test(`${JSON.stringify(error)} is told at its place`, async t => {
    const text = JSON.stringify({ about: 'A test.', rules: [{ error }] }, null, 2)
    const { diagnostics } = readScenario({ name: 'x', file: 'x.yaml', text, place: nowhere })
    const told = diagnostics.map(
      ({ line, column, severity, message, hint = '' }) => `${line}:${column}: ${severity}: ${message} ${hint}`,
    )
    t.match(told.join('\n'), complaint)
  })
}
