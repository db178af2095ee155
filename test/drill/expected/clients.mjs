import { ask, eventsOf, often, persist, sleep } from '../clients/asking.mjs'

const toldMs = ({ headers }) => Number(headers['retry-after'] ?? 1) * 1000

/** Sends until it is served, at most so often, and waits for as long as it is told, and a little longer. */
const obey = async (attempts, more = {}) => {
  for (let count = 0; ; count += 1) {
    const answer = await ask({ count, ...more })
    if (answer.status === 200) return answer
    if (count + 1 === attempts) throw new Error(`gave up after ${answer.status}`)
    await sleep(toldMs(answer) + 50)
  }
}

const LARGE = 'openai/gpt-oss-120b'

const tools = [{ type: 'function', function: { name: 'get_weather' } }]
const call = { id: 'call_1', type: 'function', function: { name: 'get_weather', arguments: '{}' } }
const turn = [
  { role: 'assistant', content: null, tool_calls: [call] },
  { role: 'tool', tool_call_id: 'call_1', content: 'Rain.' },
]
const turnsOf = turns => ({
  tools,
  messages: [{ role: 'user', content: 'Hello' }, ...Array.from({ length: turns }, () => turn).flat()],
})

/** Of each scenario a client that does what it expects, and one that does not. */
export const clients = {
  'early-retries-punished': {
    good: () => obey(3),
    bad: () => persist([300, 300, 300]),
  },
  'latency-under-load': {
    good: async () => {
      for (let i = 0; i < 3; i += 1) await often(5, 0, one => ask({ prompt: `${i} ${one}` }))
    },
    // on a busy machine too more than ten are under way at once
    bad: () => often(40, 0, one => ask({ prompt: `${one}` })),
  },
  failover: {
    good: async () => {
      if ((await ask({ model: LARGE })).status !== 200) await persist([300], {})
      if ((await ask({ prompt: 'Another', apiKey: 'gsk_spent_1' })).status !== 200)
        await persist([300], { prompt: 'Another' })
    },
    bad: () => persist([300, 700], { model: LARGE }),
  },
  'tool-loop-third-turn': {
    good: async () => {
      for (const turns of [0, 1, 2, 3]) await persist([400], turnsOf(turns))
    },
    bad: async () => {
      for (const turns of [0, 1, 2, 3]) await persist([], turnsOf(turns))
    },
  },
  'stream-restarted': {
    good: async () => {
      for (let count = 0; count < 3; count += 1) {
        if (eventsOf(await ask({ stream: true, count })).at(-1) === '[DONE]') return
        await sleep(400 * 2 ** count)
      }
      throw new Error('the stream has no end')
    },
    bad: () => ask({ stream: true, count: 0 }),
  },
  'token-limits': {
    good: async () => {
      for (const prompt of ['One', 'Two']) await obey(4, { prompt })
    },
    bad: async () => {
      await ask({ prompt: 'One' })
      await persist([10, 10, 10, 10], { prompt: 'Two' })
    },
  },
}
