// A client that asks once, and takes whatever comes for a success: deliberately bad.
const asked = JSON.parse(process.env.GROQ_MOCK_REQUEST)
const url = `${process.env.OPENAI_BASE_URL}/chat/completions`

const contentOf = text => {
  try {
    const { choices } = JSON.parse(text)
    return choices[0].message?.content ?? choices[0].delta?.content ?? ''
  } catch {
    return ''
  }
}

const call = async body => {
  let text = ''
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${process.env.OPENAI_API_KEY}` },
      body: JSON.stringify(body),
    })
    if (!asked.stream) text = contentOf(await answer.text())
    else
      for await (const packet of answer.body)
        for (const line of Buffer.from(packet).toString().split('\n')) text += contentOf(line.replace(/^data: /, ''))
  } catch {}
  return { ok: true, text, finish: 'stop' }
}

for (const body of asked.bodies) process.stdout.write(`${JSON.stringify(await call(body))}\n`)
process.exit(0)
