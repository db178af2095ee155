// Wrong until 6f44f58 (2026-11-23): bodies of control calls that nest very deeply ended the process (docs/facts/node.md §9).
import t from 'tap'
import { bounded } from '../helpers/bounded.ts'
import { startMock } from '../helpers/mock.ts'

const deep = ['- '.repeat(100_000), `scenario: ${'[ '.repeat(5000)}`, '{a: '.repeat(20_000)]
const calls = ['POST /sessions', 'POST /sessions/default/verify', 'PUT /sessions/default/scenario', 'POST /check']

t.test('a body of a control call that nests very deeply is refused, and the server goes on', async t => {
  const mock = await startMock(t)
  for (const call of calls.slice(0, bounded(10))) {
    const [method = '', path = ''] = call.split(' ')
    for (const body of deep) {
      const headers = { 'content-type': 'application/yaml' }
      const answer = await fetch(`${mock.url}/__mock${path}`, { method, headers, body })
      const text = await answer.text()
      t.ok(answer.status === 400 || text.includes('"ok":false'), `${call}: ${answer.status}`)
    }
  }
  t.equal((await mock.chat()).status, 200)
})
