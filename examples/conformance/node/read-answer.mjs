// How an answer of `fetch` is read, by runners without an SDK.

/** The lines of a stream of events, as the HTML Standard ends them; `onBytes` is told whenever something comes. */
const linesOf = async function* (body, onBytes) {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of body) {
    onBytes()
    rest += decoder.decode(bytes, { stream: true })
    // a CR at the end may be half of an end of a line
    const whole = rest.endsWith('\r') ? rest.slice(0, -1) : rest
    const lines = whole.split(/\r\n|\n|\r/)
    rest = lines.pop() + rest.slice(whole.length)
    yield* lines
  }
}

const eventsOf = async function* (lines) {
  let data = []
  for await (const line of lines) {
    if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''))
    else if (line === 'data') data.push('')
    else if (line === '' && data.length > 0) {
      yield data.join('\n')
      data = []
    }
  }
}

/** The text and the reason of the end of a stream of chunks; throws where it breaks off, ends without a reason or tells an error. */
export const readStream = async (answer, onBytes = () => {}) => {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) throw new Error('this is no stream')
  let [text, finish] = ['', null]
  for await (const data of eventsOf(linesOf(answer.body, onBytes))) {
    if (data === '[DONE]') break
    const { error, choices } = JSON.parse(data)
    if (error) throw Object.assign(new Error(error.message), { name: 'ErrorInStream' })
    text += choices[0]?.delta?.content ?? ''
    finish = choices[0]?.finish_reason ?? finish
  }
  if (finish === null) throw new Error('the stream has no end')
  return { text, finish }
}

/** The same of an answer in one piece. */
export const readWhole = async answer => {
  const { message, finish_reason: finish } = (await answer.json()).choices[0]
  if (typeof message.content !== 'string') throw new Error('the answer says nothing')
  return { text: message.content, finish }
}
