import Groq from 'groq-sdk'

/** The application under test: asks a question, and leaves retries to the SDK. */
export const ask = async (baseURL, question) => {
  const groq = new Groq({ baseURL, apiKey: 'any' })
  const answer = await groq.chat.completions.create({
    model: 'openai/gpt-oss-20b',
    messages: [{ role: 'user', content: question }],
  })
  return answer.choices[0].message.content
}
