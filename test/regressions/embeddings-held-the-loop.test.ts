// Wrong until 7a9f6e5 (2026-11-27): the vectors of a request were made in one go, which held every other request up for 1.4 s where it
// had as many texts as the API takes, and for 2.6 s where these were long.
import t from 'tap'
import type { Answer } from '#src/answers/answer'
import { answer } from '#src/answers/index'
import { madeAhead } from '#src/answers/made-ahead'
import { asking, fresh } from '../answers/asking.ts'
import { ask } from '../helpers/ask.ts'
import { bounded } from '../helpers/bounded.ts'
import { cpuMsOf } from '../helpers/cpu-time.ts'
import { startMock } from '../helpers/mock.ts'

const embeddings = (count: number, text = 'a text') =>
  asking(
    {},
    {
      operation: 'createEmbedding',
      body: { model: 'nomic-embed-text-v1_5', input: Array.from({ length: count }, (_, i) => `${text} ${i}`) },
    },
  )

const reranking = (count: number) =>
  asking(
    {},
    {
      operation: 'createReranking',
      body: {
        model: 'qwen3-reranker-4b',
        query: 'a',
        docs: Array.from({ length: count }, (_, i) => `a text ${i} `.repeat(2000)),
      },
    },
  )

const bodyOf = (given: Answer): unknown => given.kind === 'whole' && given.body

/** Steps of eight texts; at night as many as the API takes. */
const STEPS = bounded(2048 / 8)

for (const [name, context, few, steps] of [
  ['embeddings', embeddings, 8, STEPS],
  ['long embeddings', (count: number) => embeddings(count, 'long '.repeat(2000)), 8, STEPS],
  ['reranking', reranking, 8, 96 / 8],
] as const) {
  t.test(`many inputs are worked on some at a time: ${name}`, async t => {
    t.equal(madeAhead(context(few).call), null, 'few are not worth it')
    const { call } = context(8 * steps)
    const work = madeAhead(call)
    let [taken, longestMs] = [0, 0]
    for (let isDone = false; !isDone && taken < 300; taken += 1)
      longestMs = Math.max(
        longestMs,
        cpuMsOf(() => {
          isDone = work?.next().done === true
        }),
      )
    t.equal(taken, steps + 1)
    // twenty where the texts are long; all at once it is seconds
    t.ok(longestMs < 300, `${longestMs} ms of work`)
  })

  t.test(`what was made ahead is what would be made at once: ${name}`, async t => {
    const [ahead, atOnce] = [context(40), context(40)]
    const work = madeAhead(ahead.call)
    while (work?.next().done === false);
    t.equal(bodyOf(answer(ahead, {}, fresh)), bodyOf(answer(atOnce, {}, fresh)))
  })
}

t.test('others are served while many vectors are made', async t => {
  const mock = await startMock(t)
  let isMade = false
  const served: number[] = []
  const asked = fetch(`${mock.url}/openai/v1/embeddings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(embeddings(500).call.body),
  }).finally(() => {
    isMade = true
  })
  while (!isMade) served.push((await ask('GET', `${mock.url}/__mock/health`)).status)
  t.same([...new Set(served)], [200])
  t.ok(served.length > 2, `${served.length} served`)
  t.equal(((await (await asked).json()) as { data: unknown[] }).data.length, 500)
})
