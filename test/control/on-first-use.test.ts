import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import t from 'tap'
import { type BuiltOnFirstUse, onFirstUse } from '#src/control/on-first-use'
import { startMock, type Teardown } from '../helpers/mock.ts'

/** An app with one route, on a server that hands everything to it. */
const serving = async (t: Teardown, built: BuiltOnFirstUse) => {
  const server = createServer(built.route).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const app = async () => {
  const built = Fastify({ return503OnClosing: false })
  built.get('/', () => ({ is: 'there' }))
  await built.ready()
  return built
}

t.test('it is built once, when the first requests come', async t => {
  let builds = 0
  const built = onFirstUse(
    () => {
      builds += 1
      return app()
    },
    error => t.fail(String(error)),
  )
  const url = await serving(t, built)
  t.equal(builds, 0)
  const answers = await Promise.all([fetch(url), fetch(url), fetch(url)])
  t.same(
    answers.map(({ status }) => status),
    [200, 200, 200],
  )
  t.equal(builds, 1)
})

t.test('what can not be built fails its request, is told, and is tried again', async t => {
  const told: unknown[] = []
  let isBroken = true
  const built = onFirstUse(
    () => (isBroken ? Promise.reject(new Error('gone')) : app()),
    error => told.push(error),
  )
  const url = await serving(t, built)
  const failed = await fetch(url)
  t.equal(failed.status, 500)
  t.equal(failed.headers.get('connection'), 'close')
  t.match(told, [/gone/])
  isBroken = false
  t.equal((await fetch(url)).status, 200)
})

t.test('once it is closed, an answer is the last on its connection, even where it was never asked before', async t => {
  const built = onFirstUse(app, error => t.fail(String(error)))
  const url = await serving(t, built)
  await built.close()
  const answer = await fetch(url)
  t.equal(answer.status, 200)
  t.equal(answer.headers.get('connection'), 'close')
})

t.test('a control call with prefix letters, in any method, is answered by the control API alone', async t => {
  const mock = await startMock(t)
  for (const path of ['/__mock/nothing', '/%5f_mock/nothing', '/__mock']) {
    const answer = await fetch(mock.url + path, { method: 'PATCH' })
    t.equal(answer.status, 404)
    t.match(await answer.json(), { error: { type: 'control_error' } })
  }
  t.same((await fetch(`${mock.url}/__mock/sessions/%zz`)).status, 400)
  t.equal(mock.journal.last, 0)
})
