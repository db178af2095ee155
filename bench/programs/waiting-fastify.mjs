// A bare Fastify that waits like scenarios/waits.yaml, with a timer of its own for each wait. `PORT DELAY_MS EVENTS GAP_MS`
import { setTimeout as sleep } from 'node:timers/promises'
import Fastify from 'fastify'

const [port, delayMs, events, gapMs] = process.argv.slice(2).map(Number)
/** About as long as an event and an answer of the mock. */
const EVENT = `data: ${'x'.repeat(260)}\n\n`
const ANSWER = { ok: true, text: 'x'.repeat(600) }

const app = Fastify()
app.post('/openai/v1/chat/completions', async ({ body }, reply) => {
  if (!body.stream) {
    await sleep(delayMs)
    return ANSWER
  }
  reply.hijack()
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream' })
  for (let i = 0; i < events && !reply.raw.destroyed; i += 1) {
    if (i > 0) await sleep(gapMs)
    reply.raw.write(EVENT)
  }
  reply.raw.end()
})
await app.listen({ port, host: '127.0.0.1' })
