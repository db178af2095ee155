import fc from 'fast-check'
import t from 'tap'
import type { UploadedFile } from '#src/call'
import { lineOf, lineProblem, parseLine } from '#src/request/batch-line'
import { checkedLines } from '#src/request/checked-lines'
import { firstRefusal } from '#src/request/checks/index'
import { linesOf } from '#src/request/text-line'

const line = (more: object = {}): string =>
  JSON.stringify({ custom_id: 'a', method: 'POST', url: '/v1/chat/completions', body: { model: 'm' }, ...more })

const upload = (text: string | Uint8Array, filename = 'batch.jsonl'): UploadedFile => {
  const content = Buffer.from(text)
  return { filename, contentType: 'application/jsonl', bytes: content.length, hash: 'h', seconds: null, content }
}

const refusal = (file: UploadedFile | null) =>
  firstRefusal({ operation: 'uploadFile', body: { purpose: 'batch' }, file, model: null })

t.test('lines are numbered as an editor does, whatever ends them, and blank ones are passed over', async t => {
  const seen = [...linesOf(Buffer.from('a\r\n\n  \nb\n\nc'))].map(({ number, bytes }) => [number, String(bytes).trim()])
  t.same(seen, [
    [1, 'a'],
    [4, 'b'],
    [6, 'c'],
  ])
  t.same([...linesOf(Buffer.from(''))], [])
  t.same([...linesOf(Buffer.from('\n\n'))], [])
})

t.test('lines put together again are the file', async t => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,5}$/)), lines => {
      const read = [...linesOf(Buffer.from(lines.join('\n')))].map(({ bytes }) => String(bytes))
      t.same(read, lines)
    }),
    { numRuns: 50 },
  )
})

const wrong: readonly (readonly [what: string, line: string, code: string, message: RegExp])[] = [
  ['no JSON', '{"custom_id": ', 'invalid_json_line', /not a JSON object/],
  ['an array', '[]', 'invalid_json_line', /not a JSON object/],
  ['no id', line({ custom_id: undefined }), 'missing_required_parameter', /'custom_id'/],
  ['an empty id', line({ custom_id: '' }), 'invalid_type', /custom_id/],
  ['an id that is a number', line({ custom_id: 7 }), 'invalid_type', /custom_id/],
  ['no method', line({ method: undefined }), 'missing_required_parameter', /'method'/],
  ['GET', line({ method: 'GET' }), 'invalid_method', /^Invalid value: 'GET'\. Supported values are: 'POST'$/],
  ['post', line({ method: 'post' }), 'invalid_method', /'post'/],
  ['no url', line({ url: undefined }), 'missing_required_parameter', /'url'/],
  ['a url of files', line({ url: '/v1/files' }), 'invalid_url', /'\/v1\/files'/],
  ['no body', line({ body: undefined }), 'missing_required_parameter', /'body'/],
  ['a body that is text', line({ body: 'x' }), 'invalid_type', /body/],
  ['a prototype of its own', '{"__proto__":{"custom_id":"a"}}', 'missing_required_parameter', /'custom_id'/],
]

for (const [what, text, code, message] of wrong) {
  t.test(`an input with ${what} in its second line is wrong there, and can be uploaded`, async t => {
    t.match(lineProblem(parseLine(Buffer.from(text))), { code, message })
    const content = `${line()}\n${text}\n`
    t.match([...checkedLines(Buffer.from(content))], [{ problem: null }, { number: 2, problem: { code, message } }])
    t.equal(refusal(upload(content)), null)
  })
}

t.test('bytes that are no text, and nesting without an end, are a line that is not JSON', async t => {
  for (const bytes of [Buffer.from([0xff, 0xfe]), Buffer.from('['.repeat(100_000)), Buffer.from('\ufeff{}')])
    t.match(lineProblem(parseLine(bytes)), { code: 'invalid_json_line' })
})

t.test('an id that comes twice is wrong the second time, and told with both lines', async t => {
  const lines = [line({ custom_id: 'x' }), line({ custom_id: 'y' }), line({ custom_id: 'x' })].join('\n')
  t.match(
    [...checkedLines(Buffer.from(lines))],
    [{ problem: null }, { problem: null }, { number: 3, problem: { message: /'x' is that of line 1/ } }],
  )
})

t.test('50 000 lines are right and one more is not', async t => {
  const problems = (count: number) => {
    const lines = Array.from({ length: count }, (_, i) => line({ custom_id: `${i}` })).join('\n')
    return [...checkedLines(Buffer.from(lines))].filter(({ problem }) => problem !== null)
  }
  t.same(problems(50_000), [])
  t.match(problems(50_001), [{ number: 50_001, problem: { code: 'too_many_lines' } }])
})

t.test('a file without a name of the right ending, or no file at all is refused', async t => {
  t.match(refusal(upload(line(), 'batch.json')), { variant: 'unsupported-file-type', fill: { filename: 'batch.json' } })
  t.match(refusal(null), { fill: { message: /property 'file' is missing/ } })
  t.equal(refusal(upload(line(), 'BATCH.JSONL')), null)
  t.equal(refusal(upload('\n \n')), null, 'a batch of it fails')
})

t.test('what is wrong with a line does not hide the lines behind it', async t => {
  const problems = [...checkedLines(Buffer.from(`{\n${line()}\n[`))].map(({ number, problem }) => [
    number,
    problem?.code,
  ])
  t.same(problems, [
    [1, 'invalid_json_line'],
    [2, undefined],
    [3, 'invalid_json_line'],
  ])
})

t.test('a line is read leniently where nothing is checked', async t => {
  const read = (text: string) => lineOf(Buffer.from(text))
  t.same(read('{"custom_id":7,"url":[],"method":"GET"}'), { customId: '', url: '', body: '' })
  t.match(read('{"custom_id":"a","body":{"__proto__":1}}'), { customId: 'a', body: '{"__proto__":1}' })
  t.equal(read('[]'), null)
  t.equal(read(`{"body":${'['.repeat(200_000)}${']'.repeat(200_000)}}`), null)
})

const window = (completion_window: unknown) =>
  firstRefusal({ operation: 'createBatch', body: { completion_window }, file: null, model: null })

t.test('a completion window is a day at least and a week at most', async t => {
  for (const good of ['24h', '36h', '1d', '7d', '168h']) t.equal(window(good), null, good)
  for (const bad of ['23h', '8d', '169h', '24', 'day', '', 24, null, '1440m'])
    t.match(window(bad), { variant: 'invalid-completion-window' }, String(bad))
})
