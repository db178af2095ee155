// Wrong until 9dc12fa (2026-11-27): what a large body says was looked at in one go. 40 000 messages held every other request up for
// 100 ms, 128 tools of 100 properties for 120 ms, and 100 000 names that closed at one place for 108 ms.
import t from 'tap'
import { chatRequest } from '#src/groq/chat-request'
import { embeddingRequest } from '#src/groq/embedding-request'
import { responseRequest } from '#src/groq/response-request'
import { namesOf } from '#src/json-value'
import { closed } from '#src/request/body-schema'
import { firstRefusal, firstRefusalInSteps } from '#src/request/checks/index'
import { firstProblem, firstProblemInSteps } from '#src/request/first-problem'
import { identify, lookAhead, takesLong } from '#src/request/identify'
import { parseInSlices } from '#src/request/parse-in-slices'
import { startMock } from '../helpers/mock.ts'

const many = <T>(count: number, of: (i: number) => T): readonly T[] => Array.from({ length: count }, (_, i) => of(i))
const user = (content: unknown) => ({ role: 'user', content })
const chat = (more: object) => ({ model: 'openai/gpt-oss-20b', messages: [user('Hello')], ...more })

const ended = <Result>(work: Generator<void, Result>): { readonly result: Result; readonly steps: number } => {
  for (let steps = 1; ; steps += 1) {
    const { done, value } = work.next()
    if (done) return { result: value, steps }
  }
}

t.test('what is wrong with a large body is found in steps as it is at once', async t => {
  const parts = (count: number) => user(many(count, () => ({ type: 'text', text: 'a' })))
  for (const [name, schema, body] of [
    ['nothing', chatRequest, chat({ messages: many(3000, () => user('a')) })],
    [
      'the last message',
      chatRequest,
      chat({ messages: [...many(3000, () => user('a')), { role: 'x', content: 'a' }] }),
    ],
    [
      'a part far behind',
      chatRequest,
      chat({ messages: [...many(900, () => parts(3)), user([{ type: 'text', text: 1 }])] }),
    ],
    [
      'a part of very many',
      chatRequest,
      chat({ messages: [user([...(parts(3000).content as object[]), { type: 'text' }])] }),
    ],
    ['a message, and a number', chatRequest, chat({ messages: [...many(900, () => user('a')), {}], temperature: 'x' })],
    ['a name', chatRequest, chat({ metadata: Object.fromEntries(many(3000, i => [`p${i}`, i < 2999 ? 'a' : 1])) })],
    ['an unknown name', chatRequest, chat(Object.fromEntries(many(3000, i => [`p${i}`, 1])))],
    ['a token', embeddingRequest, { model: 'm', input: [...many(2000, i => i), {}] }],
    ['a list of tokens', embeddingRequest, { model: 'm', input: many(2000, i => (i === 1999 ? ['a'] : [1, 2, 3])) }],
    ['an item of the input', responseRequest, { model: 'm', input: [...many(2000, () => user('a')), { role: 1 }] }],
    ['no object', chatRequest, null],
  ] as const) {
    const { result, steps } = ended(firstProblemInSteps(closed(schema), body))
    t.equal(result, firstProblem(closed(schema), body), name)
    if (name !== 'no object' && name !== 'an unknown name') t.ok(steps > 1, `${name}: ${steps} steps`)
  }
})

t.test('what no schema says is found in steps as it is at once', async t => {
  const tool = (i: number, parameters: object) => ({ type: 'function', function: { name: `t${i}`, parameters } })
  const asked = { response_format: { type: 'json_object' } }
  for (const [name, body, least] of [
    ['nothing', chat({ tools: many(128, i => tool(i, { type: 'object' })) }), 256],
    ['the last tool', chat({ tools: many(128, i => tool(i, i < 127 ? { type: 'object' } : { type: 1 })) }), 128],
    ['no word', chat({ ...asked, messages: [user('jso'.repeat(2e6))] }), 6],
    [
      'a word where two steps meet',
      chat({ ...asked, messages: [user(`${'x'.repeat(1_048_574)}JSON${'x'.repeat(2e6)}`)] }),
      1,
    ],
    ['no word in many', chat({ ...asked, messages: many(9000, () => user('a')) }), 4],
  ] as const) {
    const checked = { operation: 'createChatCompletion', body, file: null, bodyBytes: 1, model: null } as const
    const { result, steps } = ended(firstRefusalInSteps(checked))
    t.same(result, firstRefusal(checked), name)
    t.ok(steps >= least, `${name}: ${steps} steps`)
  }
})

const receivedOf = (body: object) => {
  const content = Buffer.from(JSON.stringify(body))
  return {
    method: 'POST',
    url: '/openai/v1/chat/completions',
    headers: { 'content-type': 'application/json' },
    operation: 'createChatCompletion',
    body: { kind: 'whole', content, json: ended(parseInSlices(content)).result },
    refused: null,
    selection: { session: null, scenario: null, status: null } as never,
    validation: 'standard',
  } as const
}

t.test('what was found ahead is not looked for again', async t => {
  const received = receivedOf(chat({ messages: many(20_000, i => (i < 19_999 ? user('a') : { role: 'x' })) }))
  t.ok(takesLong(received.body))
  const apart = identify(received).problem
  const { steps } = ended(lookAhead(received))
  t.ok(steps >= 40, `${steps} steps`)
  const { problem } = identify(received)
  t.same(problem, apart)
  t.equal(identify(received).problem, problem, 'it is the very same')
})

t.test('a short body takes no step', async t => {
  const { json: _, ...body } = receivedOf(chat({})).body
  t.notOk(takesLong(body))
})

t.test('brackets that close at one place are taken some at a time', async t => {
  const deep = `${'{"a":['.repeat(60_000)}1${']}'.repeat(60_000)}`
  t.ok(ended(parseInSlices(Buffer.from(deep))).steps > 100)
})

t.test('others have many turns while a large request is understood', async t => {
  const mock = await startMock(t)
  let [turns, isAnswered] = [0, false]
  const turn = () => {
    turns += 1
    if (!isAnswered) setImmediate(turn)
  }
  // short values, so that reading them takes few turns
  const body = { model: 'nomic-embed-text-v1_5', input: many(2000, i => (i < 1999 ? many(100, k => k) : ['a'])) }
  const answer = fetch(`${mock.url}/openai/v1/embeddings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  turn()
  t.equal((await answer).status, 400)
  isAnswered = true
  t.ok(turns > 350, `${turns} turns`)
})

t.test('the names of a large object are known when it is read, in the order in which they are listed', async t => {
  const long = 'x'.repeat(200)
  const members = many(3000, i => `"p${i}":"${long}"`)
  const listed = (text: string): readonly string[] => {
    const { result } = ended(parseInSlices(Buffer.from(text)))
    const { a } = (result.isJson ? result.value : {}) as { readonly a: object }
    t.same(namesOf(a), Object.keys(a))
    return namesOf(a)
  }
  t.equal(listed(`{"a":{${members.join()}}}`).length, 3000)
  t.same(listed(`{"a":{${members.join()},"7":1,"p5":2,"__proto__":3}}`).at(0), '7')
  t.same(listed(`{"a":{"__proto__":1,${members.join()}}}`).at(0), '__proto__')
})
