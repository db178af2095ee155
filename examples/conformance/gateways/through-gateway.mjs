// What the runners of gateways do: a plain client that asks once. What it is told, and how often the mock was asked, is the gateway's doing.
import { asked, eachCall } from '../node/each-call.mjs'

/** The lines of a stream of events, as the HTML Standard ends them. */
const linesOf = async function* (body) {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of body) {
    rest += decoder.decode(bytes, { stream: true })
    // a CR at the end may be half of an end of a line
    const whole = rest.endsWith('\r') ? rest.slice(0, -1) : rest
    const lines = whole.split(/\r\n|\n|\r/)
    rest = lines.pop() + rest.slice(whole.length)
    yield* lines
  }
}

const eventsOf = async function* (body) {
  let data = []
  for await (const line of linesOf(body)) {
    if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''))
    else if (line === '' && data.length > 0) {
      yield data.join('\n')
      data = []
    }
  }
}

const readStream = async answer => {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) throw new Error('this is no stream')
  let [text, finish] = ['', null]
  for await (const data of eventsOf(answer.body)) {
    if (data === '[DONE]') break
    const { error, choices } = JSON.parse(data)
    if (error) throw Object.assign(new Error(error.message), { name: 'ErrorInStream' })
    text += choices[0]?.delta?.content ?? ''
    finish = choices[0]?.finish_reason ?? finish
  }
  if (finish === null) throw new Error('the stream has no end')
  return { text, finish }
}

const readWhole = async answer => {
  const { message, finish_reason: finish } = (await answer.json()).choices[0]
  if (typeof message.content !== 'string') throw new Error('the answer says nothing')
  return { text: message.content, finish }
}

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
