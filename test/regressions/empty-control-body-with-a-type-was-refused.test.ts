// Wrong until 8bf40c1 (2026-11-23): a control call without a body was refused for its content type, which `curl -X POST -d ''` sends.
import t from 'tap'
import { startMock, type TestMock } from '../helpers/mock.ts'

const json = { 'content-type': 'application/json' }
const yaml = { 'content-type': 'application/yaml' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

const control = ({ url }: TestMock, method: string, path: string, init: RequestInit = {}) =>
  fetch(`${url}/__mock${path}`, { ...init, method })

t.test('a call without a body may say a content type all the same', async t => {
  const mock = await startMock(t)
  const types = [{}, json, yaml, form]
  for (const headers of types) {
    const named = JSON.stringify(headers)
    t.equal((await control(mock, 'POST', '/sessions/default/reset', { headers })).status, 200, `POST ${named}`)
    t.equal((await control(mock, 'DELETE', '/sessions/default/journal', { headers })).status, 204, `DELETE ${named}`)
  }
})
