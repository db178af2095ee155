import t from 'tap'
import { startMock } from '../helpers/mock.ts'

const body = { input_file_id: 'file_01a', name: 'test-1', type: 'lora', base_model: 'llama-3.1-8b-instant' }

const asker =
  (url: string, base = '') =>
  async (method: string, path = '', json?: object) => {
    const answer = await fetch(`${url}${base}/v1/fine_tunings${path}`, {
      method,
      ...(json ? { body: JSON.stringify(json), headers: { 'content-type': 'application/json' } } : {}),
    })
    // biome-ignore lint/suspicious/noExplicitAny: tests look at parsed JSON
    return { status: answer.status, body: (await answer.json()) as any }
  }

t.test('a session keeps its fine tunings, and no other session sees them', async t => {
  const { url } = await startMock(t)
  const [ask, other] = [asker(url), asker(url, '/session/other')]
  const made = await ask('POST', '', body)
  t.match(made, { status: 200, body: { id: /^ft_01/, object: 'fine_tuning', data: body } })
  const path = `/${made.body.id}`
  t.strictSame((await ask('GET', path)).body, made.body)
  t.strictSame((await ask('GET')).body, { object: 'list', data: [made.body.data] })
  t.strictSame((await other('GET')).body, { object: 'list', data: [] })
  t.equal((await other('GET', path)).status, 404)
  t.strictSame((await ask('DELETE', path)).body, { id: made.body.id, object: 'fine_tuning', deleted: true })
  t.match(await ask('GET', path), { status: 404, body: { error: { message: new RegExp(made.body.id) } } })
  t.equal((await ask('DELETE', path)).status, 404)
})

t.test('where any resource will do, an id that nobody made is answered', async t => {
  const ask = asker((await startMock(t, { api: { resources: 'any' } })).url)
  const seen = await ask('GET', '/ft_unseen')
  t.match(seen, { status: 200, body: { id: 'ft_unseen', data: { id: 'ft_unseen', fine_tuned_model: /^ft:/ } } })
  t.strictSame(await ask('GET', '/ft_unseen'), seen)
  t.match(await ask('DELETE', '/ft_unseen'), { status: 200, body: { deleted: true } })
})
