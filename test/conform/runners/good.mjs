// A client that does what the suite wants: deliberately good.
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { readStream, readWhole } from '../../../examples/conformance/node/read-answer.mjs'

const asked = JSON.parse(process.env.GROQ_MOCK_REQUEST)
const url = `${process.env.OPENAI_BASE_URL}/chat/completions`
const MOST_ATTEMPTS = 3
const LONGEST_WAIT_MS = 30_000

class Refused extends Error {
  name = 'Refused'
  constructor(status, message, headers) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

/** What went wrong before there was an answer: nobody has used anything of it. */
class NoAnswer extends Error {
  name = 'NoAnswer'
}

const ownWaitMs = attempt => randomInt(250, 500) * 2 ** attempt

const toldMs = headers => {
  const text = headers?.get('retry-after') ?? ''
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const at = /GMT$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now())
}

/** How long to wait before the next attempt; null for no other. */
const waitMs = (error, attempt) => {
  if (attempt + 1 === MOST_ATTEMPTS) return null
  if (error instanceof NoAnswer) return ownWaitMs(attempt)
  const mayPass = error instanceof Refused && (error.status === 429 || error.status === 498 || error.status >= 500)
  if (!mayPass || error.headers.get('x-should-retry') === 'false') return null
  const told = toldMs(error.headers)
  if (told === null) return ownWaitMs(attempt)
  return told > LONGEST_WAIT_MS ? null : told + randomInt(50, 400)
}

const messageIn = text => {
  try {
    return JSON.parse(text).error.message ?? text
  } catch {
    return text
  }
}

const attemptOnce = async (body, headers, cancelled) => {
  const limit = new AbortController()
  let timer
  const stillThere = () => {
    clearTimeout(timer)
    if (asked.timeoutMs !== null) timer = setTimeout(() => limit.abort(new Error('it took too long')), asked.timeoutMs)
  }
  stillThere()
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${process.env.OPENAI_API_KEY}`,
        ...headers,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.any([limit.signal, cancelled]),
    }).catch(error => {
      throw cancelled.aborted ? error : new NoAnswer(String(error.cause ?? error.message))
    })
    if (!answer.ok) throw new Refused(answer.status, messageIn(await answer.text()), answer.headers)
    return asked.stream ? await readStream(answer, stillThere) : await readWhole(answer)
  } finally {
    clearTimeout(timer)
  }
}

const call = async (body, cancelled) => {
  const headers = asked.idempotencyKey === null ? {} : { 'idempotency-key': asked.idempotencyKey }
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await attemptOnce(body, headers, cancelled)
    } catch (error) {
      const wait = cancelled.aborted ? null : waitMs(error, attempt)
      if (wait === null) throw error
      await sleep(wait, null, { signal: cancelled })
    }
  }
}

const print = line => process.stdout.write(`${JSON.stringify(line)}\n`)
const left = [...asked.bodies]
const work = async () => {
  for (let body = left.shift(); body; body = left.shift()) {
    const cancelled =
      asked.cancelAfterMs === null ? new AbortController().signal : AbortSignal.timeout(asked.cancelAfterMs)
    try {
      print({ ok: true, ...(await call(body, cancelled)) })
    } catch (error) {
      print({ ok: false, status: error.status ?? null, error: error.name, message: error.message })
    }
  }
}
await Promise.all(Array.from({ length: asked.concurrency }, work))
process.exit(0)
