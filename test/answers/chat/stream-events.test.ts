import fc from 'fast-check'
import t from 'tap'
import { answer } from '#src/answers/index'
import { anyLetter } from '../../helpers/any-letter.ts'
import { asking, chunksOf, compound, framesOf, fresh, joined, streamed, talker, thinker, wholeOf } from '../asking.ts'

t.test('each event is one frame of data, and the last one is [DONE]', async t => {
  const frames = framesOf(asking())
  for (const frame of frames.slice(0, -1)) t.match(frame, /^data: \{[^\n]*\}\n\n$/)
  t.equal(frames.at(-1), 'data: [DONE]\n\n')
})

t.test('the first chunk reads as in the recordings, with role, request id and seed', async t => {
  const { system_fingerprint, x_groq } = wholeOf(asking({ model: thinker }))
  t.equal(
    framesOf(asking({ model: thinker }))[0],
    `data: {"id":"chatcmpl-${fresh.uuid}","object":"chat.completion.chunk","created":1765638730,"model":"${thinker}",` +
      `"system_fingerprint":"${system_fingerprint}","choices":[{"index":0,"delta":{"role":"assistant","content":""},` +
      `"logprobs":null,"finish_reason":null}],"x_groq":{"id":"${fresh.requestId}","seed":${x_groq.seed}}}\n\n`,
  )
})

t.test('the last chunk has the finish reason and the usage twice', async t => {
  const last = chunksOf(asking()).at(-1)
  const { usage } = wholeOf(asking())
  t.strictSame(Object.keys(last).slice(-3), ['choices', 'x_groq', 'usage'])
  t.strictSame(last.choices, [{ index: 0, delta: {}, logprobs: null, finish_reason: 'stop' }])
  t.strictSame(last.x_groq, { id: fresh.requestId, usage })
  t.strictSame(last.usage, usage)
})

t.test('a request for usage gets one more chunk, without choices', async t => {
  const asked = asking({ stream_options: { include_usage: true } })
  const [last, extra] = chunksOf(asked).slice(-2)
  t.equal(last.choices[0].finish_reason, 'stop')
  t.strictSame(extra.choices, [])
  t.strictSame(extra.usage, wholeOf(asked).usage)
  t.notOk('x_groq' in extra)
})

t.test('the chunks between have neither usage nor x_groq', async t => {
  for (const chunk of chunksOf(asking({ model: thinker })).slice(1, -1)) {
    t.strictSame(Object.keys(chunk), ['id', 'object', 'created', 'model', 'system_fingerprint', 'choices'])
  }
})

t.test('a stream says what the whole answer says', async t => {
  for (const model of [thinker, talker, compound]) {
    const asked = asking({ model })
    const { message } = wholeOf(asked).choices[0]
    t.equal(joined(asked, 'content'), message.content, model)
    t.equal(joined(asked, 'reasoning'), message.reasoning ?? '', model)
  }
})

t.test('any text arrives whole, whatever it is made of', async () => {
  const texts = fc.oneof(fc.string(), fc.string({ unit: anyLetter }), fc.stringMatching(/^[ \n\t<&a-z]*$/))
  fc.assert(fc.property(texts, text => joined(asking(), 'content', { text }) === text))
})

t.test('text comes word by word, and a long word in pieces', async t => {
  const deltas = chunksOf(asking(), { text: `One two  ${'x'.repeat(30)}\n` }).map(
    chunk => chunk.choices[0].delta.content,
  )
  t.strictSame(deltas, ['', 'One', ' two', `  ${'x'.repeat(24)}`, 'x'.repeat(6), '\n', undefined])
})

t.test('reasoning comes before the content, on a channel with gpt-oss only', async t => {
  const deltas = chunksOf(asking({ model: thinker })).map(chunk => chunk.choices[0].delta)
  t.strictSame(Object.keys(deltas[1]), ['reasoning', 'channel'])
  t.equal(deltas[1].channel, 'analysis')
  const [, first] = chunksOf(asking({ model: talker }), { reasoning: 'Well.' })
  t.strictSame(first.choices[0].delta, { reasoning: 'Well.' })
})

t.test('a tool call is one delta with all its arguments, its index last', async t => {
  const toolCalls = [{ name: 'square_root', arguments: { number: 132413 } }, { name: 'now' }]
  const chunks = chunksOf(asking({ model: thinker, reasoning_effort: 'none' }), { toolCalls })
  const [, first, second, last] = chunks
  t.equal(chunks.length, 4)
  t.match(first.choices[0].delta.tool_calls, [
    { id: /^fc_/, type: 'function', function: { name: 'square_root', arguments: '{"number":132413}' }, index: 0 },
  ])
  t.strictSame(Object.keys(first.choices[0].delta.tool_calls[0]), ['id', 'type', 'function', 'index'])
  t.equal(second.choices[0].delta.tool_calls[0].index, 1)
  t.match(last.choices[0], { delta: {}, finish_reason: 'tool_calls' })
})

t.test('a compound system streams in its own form', async t => {
  const chunks = chunksOf(asking({ model: compound }))
  const last = chunks.at(-1)
  t.equal(new Set(chunks.map(chunk => chunk.id)).size, chunks.length, 'an id for each chunk')
  t.equal(last.id, 'stub')
  t.ok(chunks.every(chunk => chunk.system_fingerprint === null && chunk.choices[0].delta.role === undefined))
  t.strictSame(Object.keys(last.x_groq), ['usage', 'usage_breakdown'])
  t.notOk('usage' in last)
})

t.test('all events at once are the events one by one, asked for once or again', async t => {
  const known = { content: Buffer.from(''), digest: null, read: [], made: new Map() }
  const bodies = [
    { model: thinker },
    { model: talker, stream_options: { include_usage: true } },
    { model: thinker, tools: [{ type: 'function', function: { name: 'look' } }], tool_choice: 'required' },
    { model: thinker, reasoning_format: 'hidden', max_completion_tokens: 1 },
    { model: compound },
  ]
  for (const body of bodies) {
    for (const uuid of [fresh.uuid, 'another', fresh.uuid]) {
      const own = { ...fresh, uuid, nowMs: fresh.nowMs + uuid.length * 1000 }
      const given = answer(streamed(asking(body, { known })), { reasoning: 'So.' }, own)
      if (given.kind !== 'stream') throw new Error('a stream was expected')
      const events = [...given.events]
      if (body.model === compound) t.notOk(given.atOnce, 'it has an id for each')
      else t.same(given.atOnce?.(), { text: events.join(''), events: events.length })
    }
    known.made.clear()
  }
})
