// The yardstick: a bare Fastify route that does on the wire what the mock does. It plays back answers that the mock has
// given: whole ones as objects through a compiled serialiser, streams event by event.
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'

/** The JSON schema that describes a value, for Fastify's serialiser. */
const schemaOf = value => {
  if (value === null) return { type: 'null' }
  if (Array.isArray(value)) return { type: 'array', items: schemaOf(value[0]) }
  if (typeof value !== 'object') return { type: typeof value }
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, schemaOf(inner)])),
  }
}

/** Sends an object, serialised by schema. */
const sendWhole = (reply, { status, headers, body }) => reply.code(status).headers(headers).send(body)

/** Sends a stream, one write an event. */
const sendEvents = (reply, { status, headers, events }) => {
  reply.hijack()
  reply.raw.writeHead(status, headers)
  for (const event of events) reply.raw.write(event)
  reply.raw.end()
}

const [samplesFile, port] = process.argv.slice(2)
const samples = JSON.parse(readFileSync(samplesFile, 'utf8'))
const [first] = samples
const send = first.events ? sendEvents : sendWhole
const schema = first.events ? {} : { response: { [first.status]: schemaOf(first.body) } }
let answered = 0

const app = Fastify({ logger: false })
app.post('/openai/v1/chat/completions', { schema }, (_request, reply) => {
  send(reply, samples[answered++ % samples.length])
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
