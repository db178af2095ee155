// What every runner for Node does: reads the request of the case, makes its calls, and prints a line for each.
import { setTimeout as sleep } from 'node:timers/promises'

/** The request of the case: bodies, stream, concurrency, timeoutMs, cancelAfterMs, idempotencyKey. */
export const asked = JSON.parse(process.env.GROQ_MOCK_REQUEST)

const print = line => console.log(JSON.stringify(line))

/** Says that the client can't do what the case asks for, and ends. */
export const unsupported = why => {
  print({ unsupported: why })
  process.exit(0)
}

const statusOf = error => error?.status ?? error?.statusCode ?? error?.response?.status ?? error?.response?.statusCode

/** Wrappers keep the error that they stand for in one of these. */
const within = error => error?.lastError ?? error?.cause

/** What an HTTP client keeps of the answer beside its own message. */
const bodyOf = error => {
  const body = error?.response?.body ?? error?.response?.data ?? ''
  return typeof body === 'string' ? body : JSON.stringify(body)
}

const lineOf = error => ({
  ok: false,
  status: statusOf(error) ?? statusOf(within(error)) ?? null,
  error: error?.name === 'Error' ? (error.constructor?.name ?? 'Error') : (error?.name ?? typeof error),
  message: `${error?.message ?? error} ${bodyOf(error)}`.trim().slice(0, 500),
})

const once = async (body, call) => {
  const cancel = new AbortController()
  if (asked.cancelAfterMs !== null)
    sleep(asked.cancelAfterMs, null, { ref: false }).then(() => cancel.abort(new Error('cancelled by its caller')))
  const headers = asked.idempotencyKey === null ? {} : { 'idempotency-key': asked.idempotencyKey }
  try {
    print({ ok: true, ...(await call({ body, headers, signal: cancel.signal })) })
  } catch (error) {
    print(lineOf(error))
  }
}

/** Makes every call of the case with `call({ body, headers, signal })`, which gives `{ text, finish }` or throws. */
export const eachCall = async call => {
  const left = [...asked.bodies]
  const work = async () => {
    for (let body = left.shift(); body !== undefined; body = left.shift()) await once(body, call)
  }
  await Promise.all(Array.from({ length: asked.concurrency }, work))
  // connections that are kept alive, and timers, would keep the process too
  process.exit(0)
}

/** The text and the reason of the end, of an answer or of a stream of chunks. */
export const readChat = async answer => {
  if (!asked.stream) {
    const { message, finish_reason: finish } = answer.choices[0]
    return { text: message.content, finish }
  }
  let [text, finish] = ['', null]
  for await (const { choices } of answer) {
    text += choices[0]?.delta?.content ?? ''
    finish = choices[0]?.finish_reason ?? finish
  }
  return { text, finish }
}
