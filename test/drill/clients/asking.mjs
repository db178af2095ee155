import { Agent, request } from 'node:http'

const { OPENAI_BASE_URL, OPENAI_API_KEY } = process.env
const kept = new Agent({ keepAlive: true })

/** A number of milliseconds between two others, by luck. */
export const between = (from, to) => from + Math.random() * (to - from)

export const sleep = ms => new Promise(resolve => setTimeout(resolve, ms))

/** Does something so often; `each` gets the number, from 0, and begins so many milliseconds after the one before. */
export const often = (many, apartMs, each) =>
  Promise.all(
    Array.from({ length: many }, async (_, i) => {
      await sleep(i * apartMs)
      return each(i)
    }),
  )

const headersFor = ({ count, key, apiKey = OPENAI_API_KEY }) => ({
  'content-type': 'application/json',
  authorization: `Bearer ${apiKey}`,
  ...(count === undefined ? {} : { 'x-stainless-retry-count': count }),
  ...(key === undefined ? {} : { 'idempotency-key': key }),
})

/**
 * Sends a chat completion once. `count` is its x-stainless-retry-count, `key` its idempotency-key, `apiKey` another than that of
 * the drill, `leaveAfterMs` when it closes the connection. Gives status, headers and text; a status of null where the connection broke before the answer.
 */
export const ask = ({ prompt = 'Hello', count, key, apiKey, agent = kept, leaveAfterMs, ...body } = {}) =>
  new Promise(resolve => {
    const asked = request(`${OPENAI_BASE_URL}/chat/completions`, {
      method: 'POST',
      agent,
      headers: headersFor({ count, key, apiKey }),
    })
    const leaving = leaveAfterMs === undefined ? undefined : setTimeout(() => asked.destroy(), leaveAfterMs)
    asked
      .once('error', () => resolve({ status: null, headers: {}, text: '' }))
      .once('response', answer => {
        let text = ''
        answer.setEncoding('utf8').on('data', part => {
          text += part
        })
        // a connection that breaks in the middle leaves the text so far
        answer
          .on('error', () => {})
          .once('close', () => {
            clearTimeout(leaving)
            resolve({ status: answer.statusCode, headers: answer.headers, text })
          })
      })
    asked.end(JSON.stringify({ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: prompt }], ...body }))
  })

/** Sends one request until it is served, counting as the SDKs do, with these waits between; throws where they are used up. */
export const persist = async (waits, more = {}) => {
  for (let count = 0; ; count += 1) {
    const answer = await ask({ count, ...more })
    if (answer.status === 200) return answer
    if (count === waits.length) throw new Error(`gave up after ${answer.status}`)
    await sleep(waits[count])
  }
}

/** The events of a streamed answer, as texts; what is no data is left out. */
export const eventsOf = ({ text }) => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => data)
