// Uses an installed groq-mock in such a way that each dependency in its bundle is needed. Ends with the statuses that were
// answered; `test/install/run.mjs` knows them.
const chat = { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }] }

const post = (url, body, headers = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

/** An error that is injected by a rule with an expression and a path into the body, so by `re2js` and `json-p3`. */
const byRule = async ({ openaiBaseUrl }) => (await post(`${openaiBaseUrl}/chat/completions`, chat)).status

/** A form with a sound, so by `busboy` and `music-metadata`. */
const byForm = async ({ openaiBaseUrl }) => {
  const form = new FormData()
  const sound = Buffer.alloc(44 + 16_000)
  sound.write('RIFF\0\0\0\0WAVEfmt ', 0, 'latin1')
  sound.writeUInt32LE(sound.length - 8, 4)
  sound.writeUInt32LE(16, 16)
  sound.writeUInt16LE(1, 20)
  sound.writeUInt16LE(1, 22)
  sound.writeUInt32LE(8000, 24)
  sound.writeUInt32LE(16_000, 28)
  sound.writeUInt16LE(2, 32)
  sound.writeUInt16LE(16, 34)
  sound.write('data', 36)
  sound.writeUInt32LE(16_000, 40)
  form.append('model', 'whisper-large-v3')
  form.append('file', new Blob([sound]), 'a.wav')
  return (await fetch(`${openaiBaseUrl}/audio/transcriptions`, { method: 'POST', body: form })).status
}

/** A scenario that is too long to be read at once, so by a thread and `yaml`; its route is checked by `ajv`. */
const byControl = async ({ url }) => {
  const rule = at => `  - name: rule ${at}\n    match: { model: "none-${at}" }\n    error: 503\n`
  const text = `about: Long.\nrules:\n${Array.from({ length: 200 }, (_, at) => rule(at)).join('')}`
  const put = await fetch(`${url}/__mock/scenarios/long`, { method: 'PUT', body: text })
  return [put.status, (await fetch(`${url}/__mock/sessions/default/journal?limit=1`)).status]
}

const refusal = async (startMock, options) => {
  try {
    await startMock(options)
  } catch (error) {
    return error
  }
}

module.exports = async ({ startMock, ScenarioError, UsageError }) => {
  const scenario = {
    about: 'Hello is refused.',
    rules: [
      {
        match: {
          endpoint: 'chat.completions',
          says: '/^Hel+o$/',
          body: { '$.messages[0].content': 'Hello' },
        },
        error: { status: 429, variant: 'tokens-per-minute', retryAfter: '1s' },
      },
    ],
  }
  const mock = await startMock({ scenario })
  const answered = [await byRule(mock), await byForm(mock), ...(await byControl(mock))]
  await mock.close()
  const secure = await startMock({ tls: true })
  answered.push(secure.url.startsWith('https:') && secure.ca.includes('BEGIN CERTIFICATE') ? 'tls' : 'plain')
  await secure.close()
  const wrong = [
    (await refusal(startMock, { scenario: 'none' })) instanceof UsageError,
    (await refusal(startMock, { scenario: { about: 'x', rules: [{ eror: 1 }] } })) instanceof ScenarioError,
  ]
  return [...answered, ...wrong].join(' ')
}
