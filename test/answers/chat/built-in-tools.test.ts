import fc from 'fast-check'
import t from 'tap'
import { bounded } from '../../helpers/bounded.ts'
import { asking, chunksOf, compound, fresh, joined, talker, thinker, wholeOf } from '../asking.ts'

const user = (content: string) => ({ messages: [{ role: 'user', content }] })
const searching = user('Search the web: who leads Canada?')
const computing = user('Calculate six times seven with code.')
const browser = { tools: [{ type: 'browser_search' }] }
const interpreter = { tools: [{ type: 'code_interpreter' }] }

const typesOf = (body: Readonly<Record<string, unknown>>): readonly string[] =>
  (wholeOf(asking(body)).choices[0].message.executed_tools ?? []).map(({ type }: { type: string }) => type)

t.test('built-in tools run where the user calls for them, and nowhere else', async t => {
  const only = (...enabled_tools: string[]) => ({ compound_custom: { tools: { enabled_tools } } })
  const table: readonly (readonly [string, object, readonly string[]])[] = [
    ['gpt-oss searches', { model: thinker, ...browser, ...searching }, ['browser_search', 'browser.open']],
    ['gpt-oss computes', { model: thinker, ...interpreter, ...computing }, ['function']],
    ['gpt-oss without need', { model: thinker, ...browser, ...user('Say hello.') }, []],
    ['gpt-oss without tools', { model: thinker, ...searching }, []],
    [
      'gpt-oss that has to',
      { model: thinker, ...browser, ...user('Say hello.'), tool_choice: 'required' },
      ['browser_search', 'browser.open'],
    ],
    ['gpt-oss that must not', { model: thinker, ...browser, ...searching, tool_choice: 'none' }, []],
    ['another model', { model: talker, ...browser, ...searching }, []],
    ['compound searches', { model: compound, ...searching }, ['search']],
    ['compound computes', { model: 'groq/compound-mini', ...computing }, ['python']],
    ['compound does both', { model: compound, ...user('Search the web, then compute.') }, ['search', 'python']],
    ['compound without need', { model: compound, ...user('Say hello.') }, []],
    [
      'compound with one enabled',
      { model: compound, ...user('Search, then compute.'), ...only('code_interpreter') },
      ['python'],
    ],
    ['compound with none enabled', { model: compound, ...searching, ...only() }, []],
  ]
  for (const [name, body, types] of table) t.strictSame(typesOf({ ...body }), types, name)
})

t.test('a search of gpt-oss reads as the recording does', async t => {
  const { choices, usage, usage_breakdown } = wholeOf(asking({ model: thinker, ...browser, ...searching }))
  const [choice] = choices
  t.equal(choice.finish_reason, 'stop')
  t.strictSame(Object.keys(choice.message), ['role', 'content', 'reasoning', 'executed_tools'])
  const [search, open] = choice.message.executed_tools
  for (const tool of [search, open])
    t.strictSame(Object.keys(tool), ['name', 'index', 'type', 'arguments', 'output', 'search_results'])
  t.match(search, { name: 'browser.search', index: 0, type: 'browser_search', output: /^L0: \nL1: URL: / })
  t.equal(search.arguments, '{"query": "Search the web: who leads Canada?", "topn": 1, "source": "news"}')
  t.match(open, { name: 'browser.open', index: 1, type: 'browser.open', arguments: '{"cursor": 0, "id": 0}' })
  t.strictSame(Object.keys(search.search_results.results[0]), ['title', 'url', 'content', 'score'])
  t.strictSame(Object.keys(usage).slice(-2), ['prompt_tokens_details', 'completion_tokens_details'])
  t.equal(usage.prompt_tokens_details.cached_tokens, 512, 'a block behind each of two tools, as recorded')
  t.ok(usage.prompt_tokens > 2700, 'three prompts, together')
  t.equal(usage_breakdown, null)
})

t.test('a tool of gpt-oss is streamed twice: when it begins, as a function, and when it has run', async t => {
  const asked = asking({ model: thinker, ...browser, ...searching })
  const ran = chunksOf(asked).flatMap(chunk => chunk.choices[0]?.delta.executed_tools ?? [])
  t.match(ran, [
    { name: 'browser.search', index: 0, type: 'function', search_results: { results: null } },
    { name: 'browser.search', index: 0, type: 'browser_search', output: String },
    { name: 'browser.open', index: 1, type: 'function', search_results: { results: null } },
    { name: 'browser.open', index: 1, type: 'browser.open', output: String },
  ])
  t.notOk('output' in ran[0])
  const { message } = wholeOf(asked).choices[0]
  t.strictSame([ran[1], ran[3]], message.executed_tools)
  t.equal(joined(asked, 'reasoning'), message.reasoning)
})

t.test('a compound system says what it thought, which tools it ran and what they put out', async t => {
  const asked = asking({ model: compound, ...computing })
  const { message } = wholeOf(asked).choices[0]
  t.strictSame(Object.keys(message), ['role', 'content', 'reasoning', 'executed_tools'])
  t.strictSame(message.executed_tools, [
    {
      index: 0,
      type: 'python',
      arguments: '{"code": "print(6 * 7)"}',
      output: '42\n',
      search_results: { results: [] },
    },
  ])
  t.match(message.reasoning, /<tool>python\(.*\)<\/tool>\n<output>42\n<\/output>\n$/)

  const deltas = chunksOf(asked).flatMap(chunk => chunk.choices[0]?.delta ?? [])
  const at = deltas.findIndex(delta => delta.executed_tools)
  t.strictSame(deltas[at].executed_tools, [
    { index: 0, type: 'python', arguments: '{"code": "print(6 * 7)"}', search_results: { results: [] } },
  ])
  t.equal(deltas[at + 1].reasoning, '</tool>\n<output>42\n</output>\n', 'its output is the next delta')
  t.equal(deltas.filter(delta => delta.executed_tools).length, 1)
})

t.test('the usage of a compound system is the sum of its breakdown, without details', async t => {
  for (const [body, models] of [
    [user('Say hello.'), 3],
    [computing, 4],
  ] as const) {
    for (const jitter of [0, 0.3, 0.999]) {
      const { usage, usage_breakdown } = wholeOf(asking({ model: compound, ...body }), {}, { ...fresh, jitter })
      const parts: readonly { model: string; usage: Record<string, number> }[] = usage_breakdown.models
      t.equal(parts.length, models)
      t.equal(parts.at(-1)?.model, 'openai/gpt-oss-120b')
      for (const name of ['prompt_tokens', 'completion_tokens', 'total_tokens'])
        t.equal(
          usage[name],
          parts.reduce((sum, part) => sum + (part.usage[name] ?? 0), 0),
          name,
        )
      for (const name of ['queue_time', 'prompt_time', 'completion_time', 'total_time']) {
        const sum = parts.reduce((all, part) => all + (part.usage[name] ?? 0), 0)
        t.ok(Math.abs(usage[name] - sum) < 1e-6, name)
        t.match(String(usage[name]), /^\d(?:\.\d{1,6})?$/, 'whole microseconds')
      }
      t.notOk('prompt_tokens_details' in usage || 'completion_tokens_details' in usage)
      t.match(parts.at(-1)?.usage, { completion_tokens_details: { reasoning_tokens: 100 } })
    }
  }
})

t.test('the prompt of the writer is cached where no tool ran', async t => {
  const writer = (body: object) => wholeOf(asking({ model: compound, ...body })).usage_breakdown.models.at(-1).usage
  t.match(writer(user('Say hello.')), { prompt_tokens_details: { cached_tokens: 256 } })
  t.notOk('prompt_tokens_details' in writer(computing))
})

t.test('token counts of a scenario are those of a compound system too, and its breakdown agrees', async t => {
  const { usage, usage_breakdown } = wholeOf(asking({ model: compound }), {
    usage: { prompt_tokens: 10, completion_tokens: 20 },
  })
  t.match(usage, { prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 })
  t.strictSame(
    usage_breakdown.models.map((part: { usage: object }) => part.usage),
    [usage],
  )
})

t.test('whatever is asked, streamed reasoning is the whole one and each tool is told', async () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('search </tool>\n<output>x</output>\n', 'compute <output>', 'web " \\ code'),
  )
  fc.assert(
    fc.property(text, fc.constantFrom(thinker, compound), fc.integer({ min: 1, max: 300 }), (content, model, max) => {
      const asked = asking({ model, ...browser, ...user(content), max_completion_tokens: max })
      const { message } = wholeOf(asked).choices[0]
      const told = chunksOf(asked).flatMap(chunk => chunk.choices[0]?.delta.executed_tools ?? [])
      const indexes = new Set(told.map(({ index }: { index: number }) => index))
      return (
        joined(asked, 'reasoning') === (message.reasoning ?? '') &&
        indexes.size === (message.executed_tools ?? []).length
      )
    }),
    { numRuns: bounded(300) },
  )
})

t.test('behind each tool that has run, chunks of gpt-oss have another id and fingerprint', async t => {
  const idsOf = (body: object): readonly string[] => {
    const all = chunksOf(asking({ model: thinker, stream: true, ...body }))
    const pairs = all.map(({ id, system_fingerprint }) => `${id} ${system_fingerprint}`)
    return pairs.filter((pair, i) => pair !== pairs[i - 1])
  }
  const ids = idsOf({ ...browser, ...searching })
  t.equal(ids.length, 3, 'a search, then a page that is opened')
  t.equal(new Set(ids.flatMap(pair => pair.split(' '))).size, 6)
  for (const pair of ids) t.match(pair, /^chatcmpl-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12} fp_[\da-f]{10}$/)
  t.equal(idsOf(searching).length, 1)
  t.equal(idsOf({ ...browser, ...user('Say hello.') }).length, 1)
})
