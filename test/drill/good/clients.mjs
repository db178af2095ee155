import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { ask, between, often, sleep } from '../clients/asking.mjs'

const model = 'openai/gpt-oss-20b'
const asked = (content, more = {}) => ({ model, messages: [{ role: 'user', content }], ...more })

/** Lets all come to their end, then fails where one of them has. */
const all = async promises => {
  const failed = (await Promise.allSettled(promises)).find(({ status }) => status === 'rejected')
  if (failed) throw failed.reason
}

const inTurn = async (many, each) => {
  const ends = []
  for (let i = 0; i < many; i += 1) {
    ends.push(...(await Promise.allSettled([each(i)])))
    await sleep(between(5, 50))
  }
  await all(ends.map(({ status, reason }) => (status === 'rejected' ? Promise.reject(reason) : null)))
}

/** An SDK on its defaults: it reads where to go from its environment. */
const sdk = async name => new (await import(name)).default()

const readStream = async (client, i) => {
  let finish = null
  for await (const chunk of await client.chat.completions.create(asked(`Hello ${i}`, { stream: true })))
    finish = chunk.choices[0]?.finish_reason ?? finish
  if (finish === null) throw new Error('the stream has no end')
}

const isServed = ({ status }) => status === 200
const mayPass = ({ status }) => status === null || [408, 409, 429, 498].includes(status) || status >= 500

/** What an answer tells to wait: to the exact moment, as its text has it, or else in the seconds of its header. */
const toldMs = ({ headers, text }) => {
  const [, minutes = 0, seconds] = /try again in (?:(\d+)m)?([\d.]+)s/.exec(text) ?? []
  if (seconds !== undefined) return Number(minutes) * 60_000 + Number(seconds) * 1000
  return Number(headers['retry-after'] ?? 0) * 1000
}

/** Sends until it is served, or nothing helps; `waitMs` gets the number of the failure, from 1. */
const until = async (attempts, waitMs, send) => {
  for (let n = 1; ; n += 1) {
    const answer = await send()
    if (isServed(answer)) return
    if (!mayPass(answer) || n === attempts) throw new Error(`gave up after ${answer.status}`)
    await sleep(Math.max(waitMs(n), toldMs(answer)))
  }
}

const fullJitter = baseMs => n => between(0, Math.min(20_000, baseMs * 2 ** n))

/** The second of two equal requests is sent where the first takes long; whichever is served first counts. */
const hedged = async prompt => {
  const shots = []
  const shoot = async () => {
    shots.push(await ask({ prompt }))
  }
  const later = async () => {
    await sleep(5)
    if (shots.length === 0) await shoot()
  }
  await Promise.all([shoot(), later()])
  return shots.find(isServed) ?? shots.sort((a, b) => toldMs(b) - toldMs(a))[0]
}

/** The stack below sends again by itself where the connection breaks. */
const resent = async prompt => {
  const answer = await ask({ prompt })
  if (answer.status !== null) return answer
  await sleep(between(1, 6))
  return ask({ prompt })
}

const firstServed = async requests => {
  for (const request of requests) if (isServed(await ask(request))) return
  throw new Error('none was served')
}

/** What is installed for the tests of further clients; null where it is not. */
const further = createRequire(new URL('../../clients/node/package.json', import.meta.url))
const load = name => import(pathToFileURL(further.resolve(name)).href)

/** Clients that do nothing wrong, by name. */
export const clients = {
  'groq-sdk': async () => {
    const groq = await sdk('groq-sdk')
    await inTurn(3, i => groq.chat.completions.create(asked(`Hello ${i}`)))
  },
  openai: async () => {
    const openai = await sdk('openai')
    await inTurn(3, i => openai.chat.completions.create(asked(`Hello ${i}`)))
  },
  'groq-sdk-streams': async () => {
    const groq = await sdk('groq-sdk')
    await inTurn(3, i => readStream(groq, i))
  },
  'openai-streams': async () => {
    const openai = await sdk('openai')
    await inTurn(3, i => readStream(openai, i))
  },
  'openai-20-equal-at-once': async () => {
    const openai = await sdk('openai')
    await all(Array.from({ length: 20 }, () => openai.chat.completions.create(asked('Hello'))))
  },
  'groq-sdk-equal-prompts-of-a-suite': async () => {
    const groq = await sdk('groq-sdk')
    await inTurn(6, () => groq.chat.completions.create(asked('Hello')))
  },
  'full-jitter': () => often(12, 30, i => until(5, fullJitter(200), () => ask({ prompt: `${i}` }))),
  'retry-after-to-the-exact-bucket': () =>
    often(6, 30, i =>
      until(
        4,
        () => between(300, 600),
        () => ask({ prompt: `${i}` }),
      ),
    ),
  hedging: () => often(8, 60, i => until(4, fullJitter(500), () => hedged(`${i}`))),
  'silent-re-send': () => often(8, 60, i => until(4, fullJitter(500), () => resent(`${i}`))),
  'key-rotation': () =>
    often(8, 60, i =>
      firstServed(['gsk_first', 'gsk_second', 'gsk_third'].map(apiKey => ({ prompt: `${i}`, apiKey }))),
    ),
  'model-fallback': () =>
    often(8, 60, i => firstServed(['20b', '120b'].map(size => ({ prompt: `${i}`, model: `openai/gpt-oss-${size}` })))),
  'ai-sdk': async () => {
    const [{ generateText }, { createGroq }] = [await load('ai'), await load('@ai-sdk/groq')]
    const groq = createGroq({ baseURL: `${process.env.GROQ_BASE_URL}/openai/v1` })
    await inTurn(3, i => generateText({ model: groq(model), prompt: `Hello ${i}` }))
  },
  langchain: async () => {
    const { ChatGroq } = await load('@langchain/groq')
    const chat = new ChatGroq({ model })
    await inTurn(2, i => chat.invoke(`Hello ${i}`))
  },
}
