/*
 * An injected 413 of the account's own limit said in its headers that nothing was used, between answers that showed what was.
 * Right since "Show what is left beside an injected 413" (2026-11-26).
 */
import t from 'tap'
import { chatBody, startMock } from '../helpers/mock.ts'

t.test('beside an injected 413 of the own limit, headers show what the account has left', async t => {
  const mock = await startMock(t, { api: { limits: [{ tpm: 6000 }] } })
  const left = ({ headers }: Response) =>
    ['limit', 'remaining'].map(name => Number(headers.get(`x-ratelimit-${name}-tokens`)))
  await (await mock.chat()).text()
  const [, before = 0] = left(await mock.chat())
  const refused = await mock.chat({
    headers: { 'x-mock-status': '413', 'x-mock-variant': 'tokens-per-minute' },
    body: chatBody({ messages: [{ role: 'user', content: 'word '.repeat(9000) }] }),
  })
  const [limit, remaining = 0] = left(refused)
  t.equal(refused.status, 413)
  t.equal(limit, 6000)
  // the answer before may have cost more than it asked for, and a minute refills all
  t.ok(remaining < 6000 && remaining > before - 200, `${before}, then ${remaining}`)
})
