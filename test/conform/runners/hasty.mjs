// A client that sends everything again at once, six times, whatever it is told: deliberately bad.
import { randomUUID } from 'node:crypto'

const asked = JSON.parse(process.env.GROQ_MOCK_REQUEST)
const url = `${process.env.OPENAI_BASE_URL}/chat/completions`

const read = text => {
  if (!asked.stream) {
    const { message, finish_reason: finish } = JSON.parse(text).choices[0]
    return { text: message.content, finish }
  }
  let said = ''
  for (const line of text.split('\n'))
    if (line.startsWith('data: ') && line !== 'data: [DONE]')
      said += JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? ''
  return { text: said, finish: null }
}

const call = async body => {
  for (let attempt = 0; attempt < 6; attempt += 1)
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${process.env.OPENAI_API_KEY}`,
          ...(asked.idempotencyKey === null ? {} : { 'idempotency-key': randomUUID() }),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(asked.timeoutMs ?? 20_000),
      })
      if (answer.ok) return { ok: true, ...read(await answer.text()) }
      await answer.text()
    } catch {}
  return { ok: false, status: null, error: '' }
}

const told = async body => process.stdout.write(`${JSON.stringify(await call(body))}\n`)
await Promise.all(asked.bodies.map(told))
process.exit(0)
