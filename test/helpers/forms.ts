import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BodyRoom } from '#src/arrivals/body-room'
import { receiveForm } from '#src/arrivals/receive-form'
import { type Upload, uploads } from '#src/groq/uploads'
import type { BodyRead, FormRead } from '#src/request/received'
import { openSocket, type Teardown } from './mock.ts'
import { readingOf, type Watched } from './watching.ts'

/** One part of a form: a text, or a file where it has a name. */
export interface TestPart {
  readonly name: string
  readonly value: string | Buffer
  readonly filename?: string
  readonly type?: string
}

/** The bytes of a recording that belongs to the tests: a second of 440 Hz, half a second in FLAC. */
export const recording = (name: string): Buffer => readFileSync(new URL(`../fixtures/${name}`, import.meta.url))

export const BOUNDARY = 'x-boundary'

/** The bytes of a form. */
export const formBytes = (parts: readonly TestPart[], boundary = BOUNDARY): Buffer =>
  Buffer.concat([
    ...parts.flatMap(({ name, value, filename, type }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n` +
          `${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`,
      ),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ])

/** A valid transcription. */
export const transcriptionParts = (more: readonly TestPart[] = [], file = 'tone.wav'): readonly TestPart[] => [
  { name: 'model', value: 'whisper-large-v3' },
  ...more,
  { name: 'file', filename: file, type: 'audio/wav', value: recording(file) },
]

/** Posts a form to a path. */
export const postForm = (
  { url }: { readonly url: string },
  path: string,
  body: Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
    body: new Uint8Array(body),
  })

export interface Reading {
  readonly upload?: Upload
  readonly bodyLimitBytes?: number
  readonly contentType?: string
}

/** A server that does nothing but read forms. */
export interface FormServer extends Pick<Watched, 'hasRead'> {
  readonly url: string
  /** Sends a body in these pieces, each a chunk of HTTP, and gives what was read. */
  read(pieces: readonly Buffer[], how?: Reading): Promise<BodyRead>
  /** What the next request came to. */
  next(how?: Reading): Promise<BodyRead>
}

export const startFormServer = async (t: Teardown): Promise<FormServer> => {
  let take: (request: IncomingMessage, response: ServerResponse) => void = () => {}
  const server = createServer((request, response) => take(request, response))
  const hasRead = readingOf(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const next = ({ upload = uploads.createTranscription, bodyLimitBytes = 25 * 1024 ** 2 }: Reading = {}) =>
    new Promise<BodyRead>((resolve, reject) => {
      take = (request, response) => {
        receiveForm(request, upload, { limitBytes: bodyLimitBytes, room: new BodyRoom(1024 ** 3) })
          .then(body => {
            response.writeHead(200, { connection: 'close' }).end('read')
            resolve(body)
          })
          .catch(reject)
      }
    })

  const read = async (pieces: readonly Buffer[], how: Reading = {}): Promise<BodyRead> => {
    const socket = await openSocket(t, { url })
    socket.on('error', () => {})
    const body = next(how)
    const { contentType = `multipart/form-data; boundary=${BOUNDARY}` } = how
    socket.write(`POST / HTTP/1.1\r\nHost: a\r\nContent-Type: ${contentType}\r\nTransfer-Encoding: chunked\r\n\r\n`)
    for (const piece of pieces) {
      if (piece.length === 0) continue
      socket.write(`${piece.length.toString(16)}\r\n`)
      socket.write(piece)
      socket.write('\r\n')
    }
    socket.write('0\r\n\r\n')
    const done = await body
    socket.destroy()
    return done
  }
  return { url, read, next, hasRead }
}

/** A form that was read; anything else is a failure of the test. */
export const asForm = (body: BodyRead): FormRead => {
  if (body.kind !== 'form') throw new Error(`a form was expected: ${JSON.stringify(body)}`)
  return body
}
