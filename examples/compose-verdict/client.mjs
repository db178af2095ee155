// Stands for your client: asks for one chat completion, at most three times. CLIENT=hasty ignores what it is told to wait.
const { GROQ_BASE_URL, GROQ_API_KEY, CLIENT = 'obedient' } = process.env
const MOST = 3
const BACKOFF_MS = 500

const ask = async attempt => {
  const answer = await fetch(`${GROQ_BASE_URL}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${GROQ_API_KEY}`,
      // with it the verdict is certain which requests belong together; the SDKs send it by themselves
      'x-stainless-retry-count': String(attempt - 1),
    },
    body: JSON.stringify({ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Say hello.' }] }),
  })
  return {
    status: answer.status,
    waitMs: Number(answer.headers.get('retry-after') ?? 0) * 1000,
    text: await answer.text(),
  }
}

const pauseMs = waitMs => (CLIENT === 'hasty' ? 0 : Math.max(waitMs, BACKOFF_MS) * (1 + Math.random() / 4))

for (let attempt = 1; ; attempt += 1) {
  const { status, waitMs, text } = await ask(attempt)
  process.stdout.write(`attempt ${attempt}: ${status}\n`)
  if (status === 200) break
  if (attempt === MOST) {
    process.stderr.write(`gave up: ${text}\n`)
    process.exitCode = 1
    break
  }
  await new Promise(resolve => setTimeout(resolve, pauseMs(waitMs)))
}
