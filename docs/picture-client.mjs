// A client with the usual mistakes, for the picture of a report: it asks again at once whatever it is told, and after every error.
const MOST = 6

const ask = async attempt => {
  const answer = await fetch(`${process.env.OPENAI_BASE_URL}/chat/completions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${process.env.OPENAI_API_KEY}`,
      'x-mock-call': 'greeting',
      'x-stainless-retry-count': String(attempt - 1),
    },
    body: JSON.stringify({ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Say hello.' }] }),
  })
  await answer.text()
  return answer.ok
}

let isServed = false
for (let attempt = 1; attempt <= MOST && !isServed; attempt += 1) {
  isServed = await ask(attempt)
  if (!isServed) await new Promise(resolve => setTimeout(resolve, 150 * Math.random() + 150))
}
if (!isServed) {
  process.stderr.write('gave up\n')
  process.exitCode = 1
}
