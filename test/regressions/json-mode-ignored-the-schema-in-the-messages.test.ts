// Wrong until e60e4e6 (2026-11-26): in JSON mode the answer was the mock's own object, whatever schema the messages held.
import t from 'tap'
import { asking, wholeOf } from '../answers/asking.ts'

t.test('in JSON mode the answer has what the schema in the messages requires', async t => {
  const schema = { type: 'object', properties: { age: { type: 'integer' } }, required: ['age'] }
  const messages = [
    { role: 'system', content: `Answer in JSON that fits this schema: ${JSON.stringify(schema)}` },
    { role: 'user', content: 'Jo is 25.' },
  ]
  const { content } = wholeOf(asking({ messages, response_format: { type: 'json_object' } })).choices[0].message
  t.type(JSON.parse(content).age, 'number')
})
