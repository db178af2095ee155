// Wrong until 1afb3a7 (2026-11-26): a URL in absolute form, or with encoded letters, an empty id or a fragment, led to its operation but named nothing, so that another model answered and DELETE said deleted for a sample.
import t from 'tap'
import { collect, openSocket, rawRequest, startMock } from '../helpers/mock.ts'

t.test('what a URL leads to is what it names, or nothing', async t => {
  const mock = await startMock(t)
  for (const target of [
    'http://host/openai/v1/models/qwen/qwen3.6-27b',
    '/openai/v1/%6dodels/qwen/qwen3.6-27b',
    '/openai/v1/models/',
    '/openai/v1/files/x/content#y',
    'http://host/openai/v1/fine_tunings/ft_none',
  ]) {
    for (const method of ['GET', 'DELETE']) {
      const socket = await openSocket(t, mock)
      socket.write(rawRequest(method, target, '', ['connection: close']))
      const { bytes } = await collect(socket)
      const isModel = target.includes('qwen')
      if (isModel) t.match(bytes, /"id":"qwen\/qwen3\.6-27b"/, `${method} ${target}`)
      else t.match(bytes, /^HTTP\/1\.1 40[04] /, `${method} ${target}`)
    }
  }
})
