// What the runners of gateways do: a plain client that asks once. What it is told, and how often the mock was asked, is the gateway's doing.
import { asked, eachCall } from '../node/each-call.mjs'
import { readStream, readWhole } from '../node/read-answer.mjs'

/** Sends every call of the case to the gateway at GATEWAY_URL, with what `more(call)` adds to headers and body. */
export const throughGateway = more =>
  eachCall(async ({ body, headers, signal }) => {
    const added = more({ body, headers })
    const answer = await fetch(`${process.env.GATEWAY_URL}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers, ...added.headers },
      body: JSON.stringify({ ...body, ...added.body }),
      signal,
    })
    const { status } = answer
    if (!answer.ok) throw Object.assign(new Error(await answer.text()), { name: 'HttpError', status })
    return asked.stream ? readStream(answer) : readWhole(answer)
  })
