import t from 'tap'
import type { Complete } from '#src/answers/answer'
import { asking, framesOf, talker, thinker, wholeOf } from '../asking.ts'

const responding = (model = talker) => asking({ model, input: 'Hello' }, { operation: 'createResponse' })

// biome-ignore lint/suspicious/noExplicitAny: tests look at parsed JSON
type Event = any

const eventsOf = (model: string, complete: Complete): Event[] =>
  framesOf(responding(model), complete).map(frame => JSON.parse(frame.split('\ndata: ')[1] ?? ''))

const namesOf = (events: readonly Event[]): string[] => {
  const names = events.map(event => event.type.replace('response.', ''))
  return names.filter((name, i) => !name.endsWith('.delta') || name !== names[i - 1])
}

const message = [
  'output_item.added',
  'content_part.added',
  'output_text.delta',
  'output_text.done',
  'content_part.done',
  'output_item.done',
]
const reasoning = message.map(name => name.replace('output_text', 'reasoning_text'))
const call = ['output_item.added', 'function_call_arguments.delta', 'function_call_arguments.done', 'output_item.done']
const empty = message.filter(name => name !== 'output_text.delta')

const cases: Readonly<Record<string, readonly [model: string, complete: Complete, names: readonly string[]]>> = {
  'a text': [talker, { text: 'One two.' }, [...message, 'completed']],
  'reasoning and text': [thinker, {}, [...reasoning, ...message, 'completed']],
  'a text that is empty': [talker, { text: '' }, [...empty, 'completed']],
  'calls of functions': [talker, { toolCalls: [{ name: 'a' }, { name: 'b' }] }, [...call, ...call, 'completed']],
  'everything at once': [
    talker,
    { reasoning: 'Hm.', text: 'I call.', toolCalls: [{ name: 'a' }] },
    [...reasoning, ...message, ...call, 'completed'],
  ],
  'a text that is cut': [talker, { text: 'Half', finish: 'length' }, [...message, 'incomplete']],
}

for (const [name, [model, complete, names]] of Object.entries(cases)) {
  t.test(`events come in order, are numbered, and end with the whole answer: ${name}`, async t => {
    const events = eventsOf(model, complete)
    t.strictSame(namesOf(events), ['created', 'in_progress', ...names])
    t.strictSame(
      events.map(event => event.sequence_number),
      events.map((_, i) => i),
    )
    t.strictSame(events.at(-1)?.response, wholeOf(responding(model), complete))
  })

  t.test(`the deltas of each item, its parts and itself hold the same: ${name}`, async t => {
    const events = eventsOf(model, complete)
    const { output } = events.at(-1)?.response ?? {}
    const textOf = (item: Event) => (item.type === 'function_call' ? item.arguments : item.content[0].text)
    for (const [index, item] of output.entries()) {
      const own = events.filter(event => event.output_index === index)
      t.strictSame(own.at(-1).item, item)
      t.match(own[0].item, { id: item.id, type: item.type, status: 'in_progress' })
      t.equal(own.map(event => event.delta ?? '').join(''), textOf(item))
      t.ok(own.slice(1, -1).every(event => event.item_id === item.id))
      for (const event of own) {
        if (event.type === 'response.content_part.done') t.strictSame(event.part, item.content[0])
        if (/(text|arguments)\.done$/.test(event.type)) t.equal(event.text ?? event.arguments, textOf(item))
      }
    }
  })
}

t.test('a frame names its event, and nothing follows the last one', async t => {
  const frames = framesOf(responding(), { text: 'a < b' })
  for (const frame of frames) {
    t.match(frame, /^event: (response\.[a-z_.]+)\ndata: \{"type":"\1","sequence_number":\d+,"[^\n]*\}\n\n$/)
  }
  t.match(frames.at(-1), /^event: response\.completed\n/)
})

t.test('members come in the order of the SDKs', async t => {
  const keys: Readonly<Record<string, readonly string[]>> = {
    'response.created': ['response'],
    'response.output_item.added': ['output_index', 'item'],
    'response.content_part.added': ['item_id', 'output_index', 'content_index', 'part'],
    'response.output_text.delta': ['item_id', 'output_index', 'content_index', 'delta', 'logprobs'],
    'response.output_text.done': ['item_id', 'output_index', 'content_index', 'text', 'logprobs'],
    'response.reasoning_text.delta': ['item_id', 'output_index', 'content_index', 'delta'],
    'response.function_call_arguments.delta': ['item_id', 'output_index', 'delta'],
    'response.function_call_arguments.done': ['item_id', 'output_index', 'name', 'arguments'],
  }
  const events = eventsOf(talker, { reasoning: 'Hm.', text: 'I call.', toolCalls: [{ name: 'a' }] })
  for (const [type, members] of Object.entries(keys)) {
    t.strictSame(Object.keys(events.find(event => event.type === type)), ['type', 'sequence_number', ...members])
  }
})

t.test('while it is made, a response has no output and no usage', async t => {
  const [created, inProgress] = eventsOf(talker, {})
  const begun = { status: 'in_progress', output: [], usage: null, incomplete_details: null }
  t.match(created.response, begun)
  t.strictSame(inProgress.response, created.response)
})
