import t from 'tap'
import { lastUserText } from '#src/scenario/match/last-user-text'

const user = (content: unknown) => ({ role: 'user', content })

const cases: Readonly<Record<string, readonly [body: unknown, text: string | null]>> = {
  'the last of several messages': [{ messages: [user('a'), user('b'), { role: 'assistant', content: 'c' }] }, 'b'],
  'the text parts of a message': [{ messages: [user([{ type: 'text', text: 'a' }, { text: 'b' }])] }, 'a\nb'],
  'an input that is a text': [{ input: 'a' }, 'a'],
  'the last message of an input': [{ input: [user('a'), user([{ type: 'input_text', text: 'b' }])] }, 'b'],
  'nothing where an input has no message': [{ input: [{ type: 'function_call_output', output: 'a' }] }, null],
  'nothing where messages are no list': [{ messages: 'a', input: 'b' }, null],
  'nothing where there is neither': [{}, null],
  'nothing of what is no object': ['a', null],
  'nothing of null': [null, null],
}

for (const [name, [body, text]] of Object.entries(cases)) {
  t.test(`${name} is what the user says`, async t => {
    t.equal(lastUserText(body), text)
  })
}
