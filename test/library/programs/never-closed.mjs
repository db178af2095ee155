// Starts mocks, asks them, and closes none: with `held` as its argument one that holds the process.
import { Agent, request } from 'node:http'
import { startMock } from 'groq-mock'

const isHeld = process.argv[2] === 'held'
const mock = await startMock(isHeld ? { unref: false } : {})
await startMock({ tls: true })
await mock.session({ scenario: 'hang' })
const waits = await mock.session({ scenario: { about: 'An hour.', rules: [{ delay: '1h' }] } })

const agent = new Agent({ keepAlive: true })
const ask = url =>
  new Promise((resolve, reject) => {
    const asked = request(`${url}/models`, { agent }, answer => answer.resume().on('end', () => resolve(asked)))
    asked.on('error', reject)
    asked.end()
  })
// a connection that stays open, and an answer that nobody waits for
await ask(mock.openaiBaseUrl)
const waiting = request(`${waits.openaiBaseUrl}/models`, { agent: false })
waiting.on('error', () => {})
waiting.on('socket', socket => socket.unref())
waiting.end()
await mock.verify({ match: { status: 200 }, within: '10s' })
const held = process.getActiveResourcesInfo().filter(kind => /Server|Timeout|Immediate/.test(kind))
process.stdout.write(JSON.stringify(held))
if (isHeld) await mock.close()
