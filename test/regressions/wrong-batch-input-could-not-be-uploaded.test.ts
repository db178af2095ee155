// Wrong until 2fbd9e0 (2026-11-26): an input with a wrong line was refused as an upload, so that no batch ever failed for it.
import t from 'tap'
import { startMock } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

t.test('a batch of an input with a wrong line fails, and its errors name the line', async t => {
  const mock = await startMock(t)
  const line = { custom_id: 'a', method: 'GET', url: '/v1/chat/completions', body: {} }
  const form = new FormData()
  form.append('purpose', 'batch')
  form.append(
    'file',
    new Blob([`${JSON.stringify({ ...line, method: 'POST' })}\n${JSON.stringify(line)}\n{\n`]),
    'b.jsonl',
  )
  const api = `${mock.url}/openai/v1`
  const upload = await fetch(`${api}/files`, { method: 'POST', body: form })
  t.equal(upload.status, 200)
  const { id: input_file_id } = (await upload.json()) as { id: string }

  const created = await fetch(`${api}/batches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ input_file_id, endpoint: '/v1/chat/completions', completion_window: '24h' }),
  })
  const batch = (await created.json()) as { id: string; status: string }
  t.equal(batch.status, 'validating')
  const seen = async () => (await (await fetch(`${api}/batches/${batch.id}`)).json()) as { status: string }
  t.match(await until(seen, ({ status }) => status !== 'validating'), {
    status: 'failed',
    failed_at: Number,
    errors: {
      object: 'list',
      data: [
        { code: 'invalid_method', line: 2, param: 'method', message: /'GET'/ },
        { code: 'invalid_json_line', line: 3, message: /not a JSON object/ },
      ],
    },
    output_file_id: null,
    error_file_id: null,
  })
})
