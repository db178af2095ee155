// Stands for a client that can't be told a base URL: groq-sdk asks https://api.groq.com by itself.
import Groq from 'groq-sdk'

const groq = new Groq()
const request = { model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Say hello.' }] }
const { data, response } = await groq.chat.completions.create(request).withResponse()
process.stdout.write(`${groq.baseURL} answered ${response.status}: ${data.choices[0].message.content}\n`)
process.stdout.write(`it was the mock: ${response.headers.get('x-mock-entry') ?? 'no'}\n`)
process.exitCode = response.headers.has('x-mock-entry') ? 0 : 1
