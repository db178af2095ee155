import pRetry, { AbortError } from 'p-retry'
import { asked, eachCall, unsupported } from './each-call.mjs'

if (asked.stream) unsupported('it reads no streams')
const url = `${process.env.OPENAI_BASE_URL}/chat/completions`
await eachCall(({ body, headers, signal }) =>
  pRetry(
    async () => {
      const limit = asked.timeoutMs === null ? [] : [AbortSignal.timeout(asked.timeoutMs)]
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${process.env.OPENAI_API_KEY}`,
          ...headers,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.any([signal, ...limit]),
      })
      const { status } = answer
      if (!answer.ok) {
        const error = Object.assign(new Error(await answer.text()), { name: 'HttpError', status })
        throw status === 429 || status >= 500 ? error : new AbortError(error)
      }
      const { message, finish_reason: finish } = (await answer.json()).choices[0]
      return { text: message.content, finish }
    },
    { retries: 2, minTimeout: 500, randomize: true, signal },
  ),
)
