// One chat completion against groq-mock's scenario rate-limited: two answers 429 with retry-after 1, then a completion.
// What the client made of it is read from the journal of the mock. Exit code: 0 all as expected, 1 not.
import Groq from 'groq-sdk'

const baseUrl = process.env.GROQ_BASE_URL
const token = process.env.GROQ_MOCK_CONTROL_TOKEN

/** The session that a base URL chooses. */
const sessionOf = url => /\/session\/([^/]+)/.exec(url)?.[1] ?? /\/scenario\/([^/]+)/.exec(url)?.[1] ?? 'default'

/** Asks the control API, which stands at the root of the mock, whatever the base URL chooses. */
const control = (method, path) =>
  fetch(new URL(`/__mock/sessions/${sessionOf(baseUrl)}${path}`, baseUrl), {
    method,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  })

const refusal = async answer => new Error(`the control API answered ${answer.status}: ${await answer.text()}`)

/** Forgets what an earlier run left; before the first run there is no session yet. */
const startAfresh = async () => {
  const answer = await control('POST', '/reset')
  if (!answer.ok && answer.status !== 404) throw await refusal(answer)
}

/** One completion, and how long it took; what the client failed with is what was seen instead of content. */
const ask = async () => {
  const groq = new Groq({ baseURL: baseUrl, apiKey: process.env.GROQ_API_KEY ?? 'any-key-will-do', maxRetries: 2 })
  const startedMs = performance.now()
  const request = { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Say hello.' }] }
  const { content, seen } = await groq.chat.completions.create(request).then(
    ({ choices: [choice] }) => ({
      content: choice?.message.content,
      seen: JSON.stringify(choice?.message.content?.slice(0, 40)),
    }),
    error => ({ content: null, seen: error.message }),
  )
  return { content, seen, tookMs: performance.now() - startedMs }
}

const readJournal = async () => {
  const answer = await control('GET', '/journal')
  if (!answer.ok) throw await refusal(answer)
  return (await answer.json()).entries
}

const check = (claim, holds, seen) => {
  process.stdout.write(`${holds ? 'ok  ' : 'FAIL'}  ${claim} (seen: ${seen})\n`)
  return holds
}

const run = async () => {
  if (!baseUrl) throw new Error('GROQ_BASE_URL is not set; try http://127.0.0.1:4010/scenario/rate-limited')
  await startAfresh()
  const { content, seen, tookMs } = await ask()
  const entries = await readJournal()
  const calls = [...new Set(entries.map(({ call }) => call))]
  const attempts = entries.map(({ attempt }) => attempt).join(', ')
  const statuses = entries.map(({ status }) => status).join(', ')
  return [
    check('the answer has content', Boolean(content), seen),
    check('the client waited a second, twice', tookMs >= 2000, `${Math.round(tookMs)} ms`),
    check('all it sent was one call', calls.length === 1, calls.join(', ') || 'nothing'),
    check('the call took the attempts 1, 2, 3', attempts === '1, 2, 3', attempts || 'nothing'),
    check('they were answered 429, 429, 200', statuses === '429, 429, 200', statuses || 'nothing'),
  ].every(Boolean)
}

try {
  process.exitCode = (await run()) ? 0 : 1
} catch (error) {
  process.stderr.write(`FAIL  ${[error.message, error.cause?.message].filter(Boolean).join(': ')}\n`)
  process.exitCode = 1
}
