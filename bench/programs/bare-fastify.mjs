// The yardstick: a bare Fastify route that does on the wire what the mock does. It parses the body of each request and plays back
// what the mock has answered: whole ones as objects through a compiled serialiser, streams event by event.
import Fastify from 'fastify'
import { playback } from './playback.mjs'

const BODY_LIMIT = 25 * 1024 ** 2

/** The JSON schema that describes a value, for Fastify's serialiser. */
const schemaOf = value => {
  if (value === null) return { type: 'null' }
  if (Array.isArray(value)) return { type: 'array', items: value.map(schemaOf) }
  if (typeof value !== 'object') return { type: typeof value }
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, schemaOf(inner)])),
  }
}

const serialisers = new Map()
/** Answers of the same shape share a serialiser, as those of a route do. */
const serialiserOf = (reply, body) => {
  const schema = schemaOf(body)
  const key = JSON.stringify(schema)
  if (!serialisers.has(key)) serialisers.set(key, reply.compileSerializationSchema(schema))
  return serialisers.get(key)
}

/** Sends an object, serialised by schema. */
const sendWhole = (reply, sample) => {
  if (!sample.serialise) {
    const serialise = serialiserOf(reply, sample.body)
    sample.serialise = value => serialise(value) + sample.ending
  }
  reply.code(sample.status).headers(sample.headers).serializer(sample.serialise).send(sample.body)
}

/** Sends a stream, one write an event. */
const sendEvents = (reply, { status, headers, events }) => {
  reply.hijack()
  reply.raw.writeHead(status, headers)
  for (const event of events) reply.raw.write(event)
  reply.raw.end()
}

const { samples, next, port } = playback()
const send = samples[0].events ? sendEvents : sendWhole

const app = Fastify({ logger: false, bodyLimit: BODY_LIMIT })
app.post('/openai/v1/chat/completions', (_request, reply) => send(reply, next()))
await app.listen({ port, host: '127.0.0.1' })
