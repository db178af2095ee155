// A client of a drill: what it does is told by the name of the scenario, `failover-good` or `failover-bad`.
import { clients } from './clients.mjs'

const [, scenario, deed] = /^\d+-(.+)-(good|bad)$/.exec(process.env.GROQ_MOCK_SESSION)
try {
  await clients[scenario][deed]()
} catch (error) {
  process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
}
