import t from 'tap'
import type { Complete } from '#src/answers/answer'
import { answer } from '#src/answers/index'
import { asking, chunksOf, compound, framesOf, fresh, streamed, talker, thinker, wholeOf } from './asking.ts'

const contents = (model: string, complete: Complete): unknown[] =>
  chunksOf(asking({ model }), complete)
    .map(chunk => chunk.choices[0]?.delta.content)
    .filter(content => typeof content === 'string')

t.test('chunks are the events of a stream, and joined the content of a whole answer', async t => {
  const complete = { chunks: ['Hel', 'lo <b>', '', '\n速'] }
  t.strictSame(contents(talker, complete), ['', ...complete.chunks])
  t.equal(wholeOf(asking({ model: talker }), complete).choices[0].message.content, 'Hello <b>\n速')
})

t.test('behind thoughts in tags, chunks are still what the content ends with', async t => {
  const asked = { model: 'qwen/qwen3-32b', reasoning_format: 'raw' }
  const complete = { chunks: ['Hel', 'lo'], reasoning: 'Say it.' }
  const said = chunksOf(asking(asked), complete).map(chunk => chunk.choices[0].delta.content ?? '')
  t.strictSame(said.slice(-3), ['Hel', 'lo', ''])
  t.equal(said.join(''), wholeOf(asking(asked), complete).choices[0].message.content)
  t.match(said.join(''), /^<think>[\s\S]*Say it\.[\s\S]*<\/think>[\s\S]*Hello$/)
})

t.test('chunks that a request may cut off are not cut', async t => {
  const asked = { model: talker, max_completion_tokens: 1, stop: 'e' }
  const { choices } = wholeOf(asking(asked), { chunks: ['one ', 'two ', 'three'] })
  t.match(choices[0], { message: { content: 'one two three' }, finish_reason: 'stop' })
})

t.test('events at once are those that are made one by one', async t => {
  const complete: Complete = {
    chunks: ['Hel', 'lo'],
    model: 'm"1',
    id: 'an "id"',
    logprobs: [{ token: 'Hello', logprob: -1 }],
  }
  for (const model of [talker, thinker]) {
    const given = answer(streamed(asking({ model })), complete, fresh)
    t.equal(given.kind === 'stream' && given.atOnce?.().text, framesOf(asking({ model }), complete).join(''), model)
  }
})

for (const model of [talker, thinker, compound]) {
  t.test(`the answer of ${model} has the model and the id that are given, whole and in each event`, async t => {
    const complete = { model: 'routed/to', id: 'my-"id"' }
    const of = { id: 'my-"id"', model: 'routed/to' }
    t.match(wholeOf(asking({ model }), complete), of)
    const chunks = chunksOf(asking({ model, stream_options: { include_usage: true } }), complete)
    t.ok(chunks.length > 3)
    for (const chunk of chunks) t.match(chunk, of)
  })

  t.test(`what ${model} says does not change with its name`, async t => {
    const { choices } = wholeOf(asking({ model }))
    t.strictSame(wholeOf(asking({ model }), { model: 'other', id: 'x' }).choices, choices)
  })
}

t.test('logprobs have every member of the wire', async t => {
  const logprobs = [
    { token: 'Hé', logprob: -0.5, top_logprobs: [{ token: 'Ha', logprob: -2, bytes: [1] }] },
    { token: 'llo', logprob: -0 },
  ]
  t.strictSame(wholeOf(asking(), { text: 'Héllo', logprobs }).choices[0].logprobs, {
    content: [
      {
        token: 'Hé',
        logprob: -0.5,
        bytes: [72, 195, 169],
        top_logprobs: [{ token: 'Ha', logprob: -2, bytes: [1] }],
      },
      { token: 'llo', logprob: 0, bytes: [108, 108, 111], top_logprobs: [] },
    ],
  })
  t.equal(wholeOf(asking(), { text: 'Hello' }).choices[0].logprobs, null)
})

const tokensIn = (complete: Complete): unknown[] =>
  chunksOf(asking(), complete)
    .filter(chunk => chunk.choices[0].delta.content)
    .map(({ choices: [{ logprobs }] }) => logprobs.content.map(({ token }: { token: string }) => token))

t.test('a stream brings each token’s logprobs with the event in which it begins', async t => {
  const logprobs = ['a', 'b', 'cd', 'e'].map(token => ({ token, logprob: -1 }))
  t.strictSame(tokensIn({ chunks: ['ab', 'c', 'de'], logprobs }), [['a', 'b'], ['cd'], ['e']])
  t.strictSame(tokensIn({ chunks: ['a', 'bc', 'd', 'e'], logprobs }), [['a'], ['b', 'cd'], [], ['e']])
})

t.test('tokens that do not make the text all arrive', async t => {
  const logprobs = ['x', 'y', 'z'].map(token => ({ token, logprob: -1 }))
  t.strictSame(tokensIn({ chunks: ['a', 'b'], logprobs }), [['x'], ['y', 'z']])
  t.strictSame(tokensIn({ chunks: ['long', 'er'], logprobs }), [['x', 'y', 'z'], []])
})

t.test('a response has the given id, model and chunks', async t => {
  const asked = asking({ model: thinker, input: 'Hi' }, { operation: 'createResponse' })
  const complete = { chunks: ['Hel', 'lo'], model: 'routed/to', id: 'resp_1' }
  t.match(wholeOf(asked, complete), { id: 'resp_1', model: 'routed/to' })
  const events = framesOf(asked, complete).map(frame => JSON.parse(frame.slice(frame.indexOf('data: ') + 6)))
  t.strictSame(
    events.filter(({ type }) => type === 'response.output_text.delta').map(({ delta }) => delta),
    ['Hel', 'lo'],
  )
  t.match(events[0].response, { id: 'resp_1', model: 'routed/to' })
  t.match(events.at(-1).response, { id: 'resp_1', model: 'routed/to' })
})

t.test('a response that fails has the chunks that came before', async t => {
  const asked = asking({ model: talker, input: 'Hi' }, { operation: 'createResponse' })
  t.match(wholeOf(asked, { status: 'failed', chunks: ['Hel', 'lo'] }).output, [{ content: [{ text: 'Hello' }] }])
})

const embeddings = (body: Readonly<Record<string, unknown>>, complete: Complete) =>
  wholeOf(asking(body, { operation: 'createEmbedding', body, model: 'nomic-embed-text-v1_5' }), complete)

const vectors = (body: Readonly<Record<string, unknown>>, complete: Complete): unknown[] =>
  embeddings(body, complete).data.map((one: { embedding: unknown }) => one.embedding)

t.test(
  'a vector that is given is every input’s, and a list of them in order, the last one for what is left',
  async t => {
    t.strictSame(vectors({ input: ['a', 'b'] }, { embedding: [0.1, -2] }), [
      [0.1, -2],
      [0.1, -2],
    ])
    t.strictSame(vectors({ input: ['a', 'b', 'c'] }, { embedding: [[1], [2]] }), [[1], [2], [2]])
    t.strictSame(vectors({ input: 'a' }, { embedding: [[1], [2]] }), [[1]])
  },
)

t.test('given vectors are packed and cut as a request asks', async t => {
  const [packed] = vectors({ input: 'a', encoding_format: 'base64' }, { embedding: [0.5, -1] })
  t.equal(packed, Buffer.from(new Float32Array([0.5, -1]).buffer).toString('base64'))
  t.strictSame(vectors({ input: 'a', dimensions: 1 }, { embedding: [0.5, -1] }), [[0.5]])
  t.strictSame(vectors({ input: 'a', dimensions: 9 }, { embedding: [0.5, -1] }), [[0.5, -1]])
})

t.test('tokens of an embedding are counted also where its vector is given, and its model can be named', async t => {
  const input = ['Hello there', 'and there']
  t.strictSame(embeddings({ input }, { embedding: [1], model: 'other' }).usage, embeddings({ input }, {}).usage)
  t.equal(embeddings({ input }, { embedding: [1], model: 'other' }).model, 'other')
})
