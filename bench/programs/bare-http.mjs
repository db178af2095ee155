// The floor: node:http alone, which parses the body of each request and plays back what the mock has answered.
import { createServer } from 'node:http'
import { playback } from './playback.mjs'

const { samples, next, port } = playback()
for (const sample of samples) sample.rawHeaders = Object.entries(sample.headers).flat()

const answer = response => {
  const { status, rawHeaders, body, ending, events } = next()
  if (events) {
    response.writeHead(status, rawHeaders)
    for (const event of events) response.write(event)
    return response.end()
  }
  const text = JSON.stringify(body) + ending
  response.writeHead(status, [...rawHeaders, 'content-length', String(Buffer.byteLength(text))])
  response.end(text)
}

const server = createServer((request, response) => {
  const parts = []
  request.on('data', part => parts.push(part))
  request.on('end', () => {
    JSON.parse(Buffer.concat(parts).toString())
    answer(response)
  })
})
server.keepAliveTimeout = 72_000
server.listen(port, '127.0.0.1')
