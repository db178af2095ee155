// Wrong until 38b54d0 (2026-11-24): an API key that holds blanks was taken for none.
import t from 'tap'
import { startMock } from '../helpers/mock.ts'

t.test('a key with blanks is a key like any other', async t => {
  const mock = await startMock(t, { api: { keys: ['My API Key'] } })
  const statusFor = async (key: string) => (await mock.chat({ headers: { authorization: `Bearer ${key}` } })).status
  t.equal(await statusFor('My API Key'), 200)
  t.equal(await statusFor('My API'), 401)
})
