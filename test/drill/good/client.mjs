// A good client of a drill: which one is told by the name of the scenario, `hedging-in-outage`.
import { clients } from './clients.mjs'

const [, name] = /^\d+-(.+)-in-.+$/.exec(process.env.GROQ_MOCK_SESSION)
try {
  await clients[name]()
} catch (error) {
  process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
}
