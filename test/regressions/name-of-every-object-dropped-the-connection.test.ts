// Wrong until 0fb0a4b (2026-11-26): `__proto__` as a keyword of a schema found a method of Object.prototype, and that was
// called; the connection dropped, without an entry, and the request's place in `capacity` was taken for ever.
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

const names = Object.getOwnPropertyNames(Object.prototype)

t.test('a keyword of a schema may have a name that every object has', async t => {
  const mock = await startMock(t, { api: { capacity: { concurrent: 1 } } })
  for (const name of names) {
    const part = `{"type":"string","${name}":{}}`
    const body = `{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"Hello"}],"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"allOf":[${part},${part}]}}}}`
    t.equal((await mock.chat({ body })).status, 200, name)
  }
  t.equal((await mock.entries(names.length)).length, names.length)
})

t.test('and so may whatever else a request names', async t => {
  const mock = await startMock(t)
  let sent = 0
  for (const name of names) {
    const headers = ['scenario', 'session', 'call', 'variant'].map(what => ({ [`x-mock-${what}`]: name }))
    const tools = [{ type: 'function', function: { name, parameters: { type: 'object', properties: {} } } }]
    const said = { model: name, metadata: JSON.parse(`{"${name}":"x"}`), tools }
    const body = { messages: [{ role: 'user', content: name }], ...said }
    for (const one of [...headers, { 'x-mock-status': '429', 'x-mock-variant': name }, { 'x-plain': name }]) {
      const answer = await mock.chat({ headers: one as Record<string, string>, body })
      t.equal(answer.headers.get('x-mock-bug'), null, `${name}: ${Object.keys(one)}`)
      if (!('x-mock-session' in one)) sent += 1
    }
  }
  const entries = await mock.entries(sent)
  t.same(
    entries.filter(({ because }) => because.includes('a bug')),
    [],
  )
})
