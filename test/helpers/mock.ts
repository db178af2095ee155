import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { pino } from 'pino'
import { Library } from '#src/scenario/library'
import { type Settings, settingsFrom } from '#src/settings'
import { type RunningServer, scenarioFor, startServer } from '#src/start'
import { heldToDescription } from './described.ts'
import { LONGEST_MS } from './until.ts'
import { type Watched, watching } from './watching.ts'

/** As much of a tap test as a helper needs: what it opens, it closes. */
export interface Teardown {
  teardown(close: () => Promise<void> | void): void
}

/** A running server of a test, with its journal at hand. */
export interface TestMock extends RunningServer, Watched {
  /** Posts a chat completion; `init.body` and `init.headers` win over the usual ones. */
  chat(init?: ChatInit): Promise<Response>
}

export interface ChatInit {
  readonly base?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** A valid chat request. */
export const chatBody = (more: object = {}): object => ({
  model: 'openai/gpt-oss-20b',
  messages: [{ role: 'user', content: 'Hello' }],
  ...more,
})

/** Starts a server for one test: a scenario by name, by path, or as a value. */
export const startMock = async (
  t: Teardown,
  scenario: string | object = 'steady-state',
  overrides: Partial<Settings> = {},
  log = pino({ level: 'silent' }),
): Promise<TestMock> => {
  const library = new Library()
  const chosen =
    typeof scenario === 'string'
      ? scenarioFor(library, scenario)
      : library.addInline('inline', { about: 'A test.', ...scenario })
  const server = await startServer({ ...settingsFrom({ port: 0 }), ...overrides }, library, chosen, log)
  const unlike = heldToDescription(server.app.server)
  t.teardown(async () => {
    await server.stop()
    const [first, ...others] = unlike()
    if (first) throw new Error(`${first}, and ${others.length} more answers that dist/openapi.json does not describe`)
  })

  return {
    ...server,
    ...watching(server),
    chat: ({ base = '', headers = {}, body = chatBody(), signal } = {}) =>
      fetch(`${server.url}${base}/openai/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: 'Bearer gsk_test_0123456789abcdef', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...(signal ? { signal } : {}),
      }),
  }
}

/** What came over a raw socket, and how it ended. */
export interface RawAnswer {
  readonly bytes: string
  readonly ended: 'FIN' | 'RST' | 'open'
}

/** Opens a raw connection to a server; it is closed with the test. */
export const openSocket = async (t: Teardown, { url }: { readonly url: string }): Promise<Socket> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  t.teardown(() => {
    socket.destroy()
  })
  await once(socket, 'connect')
  return socket
}

/** Collects what a connection brings until it ends, or has brought what is awaited. */
export const collect = (socket: Socket, awaited?: RegExp): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const bytes = () => Buffer.concat(chunks).toString()
    const timer = setTimeout(
      () => reject(new Error(`within ${LONGEST_MS} ms it brought ${JSON.stringify(bytes())}, and no end`)),
      LONGEST_MS,
    )
    const finish = (ended: RawAnswer['ended']) => {
      clearTimeout(timer)
      resolve({ bytes: bytes(), ended })
    }
    socket.on('data', chunk => {
      chunks.push(chunk)
      if (awaited?.test(bytes())) finish('open')
    })
    socket.on('end', () => finish('FIN'))
    socket.on('error', () => finish('RST'))
  })

/** One request in bytes. */
export const rawRequest = (method: string, path: string, body = '', headers: readonly string[] = []): string =>
  [
    `${method} ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    ...(body ? ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`] : []),
    ...headers,
    '',
    body,
  ].join('\r\n')
