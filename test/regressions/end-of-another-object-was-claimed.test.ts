/*
 * The journal said "success with status expired" of a response, "status incomplete" of a batch and "status failed" of a list of
 * batches: an end that no such answer has. Right since "Claim an end only where the object can end so" (2026-11-26).
 */
import t from 'tap'
import { chatBody, startMock } from '../helpers/mock.ts'

const RESPONSES = { path: '/responses', body: { model: 'openai/gpt-oss-20b', input: 'Hello' } }
const BATCHES = {
  path: '/batches',
  body: { input_file_id: 'file_x', endpoint: '/v1/chat/completions', completion_window: '24h' },
}
const LIST = { path: '/batches', body: null }
const failed = { status: 'failed' }
const errors = [{ code: 'invalid_method', message: 'Use POST.' }]

const rows: readonly (readonly [complete: object, asked: { path: string; body: object | null }, because: string])[] = [
  [{ status: 'expired' }, RESPONSES, 'success; answers of responses do not show it: status could not apply'],
  [
    { ...failed, errors },
    RESPONSES,
    'success with status failed; answers of responses do not show it: errors could not apply',
  ],
  [failed, RESPONSES, 'success with status failed'],
  [{ status: 'incomplete' }, BATCHES, 'success; answers of batches do not show it: status could not apply'],
  [{ ...failed, errors }, BATCHES, 'success with status failed'],
  [failed, LIST, 'success; answers of batches do not show it: status could not apply'],
  [
    failed,
    { path: '/chat/completions', body: chatBody() },
    'success; answers of chat.completions do not show it: status could not apply',
  ],
]

for (const [complete, { path, body }, because] of rows)
  t.test(`${JSON.stringify(complete)} is ${because.split(';')[0]} of ${body ? 'POST' : 'GET'} ${path}`, async t => {
    const mock = await startMock(t, { api: { resources: 'any' }, rules: [{ name: 'x', complete }] })
    const init = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    await (await fetch(`${mock.url}/openai/v1${path}`, init ?? {})).text()
    t.equal((await mock.entries(1))[0]?.because, `rule x: ${because}`)
  })
