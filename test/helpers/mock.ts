import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { pino } from 'pino'
import type { Entry } from '#src/journal/entry'
import { Library } from '#src/scenario/library'
import { type Settings, settingsFrom } from '#src/settings'
import { type RunningServer, scenarioFor, startServer } from '#src/start'

/** As much of a tap test as a helper needs: what it opens, it closes. */
export interface Teardown {
  teardown(close: () => Promise<void> | void): void
}

/** A running server of a test, with its journal at hand. */
export interface TestMock extends RunningServer {
  /** The entries of a session, oldest first, once there are as many as asked for. */
  entries(atLeast?: number, session?: string): Promise<readonly Entry[]>
  lastEntry(session?: string): Promise<Entry>
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

const settled = async <Value>(read: () => Value | undefined): Promise<Value> => {
  for (let tries = 0; tries < 200; tries += 1) {
    const value = read()
    if (value !== undefined) return value
    await new Promise(resolve => setTimeout(resolve, 10))
  }
  throw new Error('what was waited for did not come within 2 s')
}

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
  t.teardown(() => server.stop())

  const entries = (atLeast = 1, session = 'default') =>
    settled(() => {
      const page = server.journal.page(session, { limit: 10_000 })
      return page.entries.length >= atLeast ? page.entries : undefined
    })

  return {
    ...server,
    entries,
    lastEntry: async (session = 'default') => (await entries(1, session)).at(-1) as Entry,
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

/** Collects what a connection brings until it ends, or until it has been silent for a while. */
export const collect = (socket: Socket, silenceMs = 500): Promise<RawAnswer> =>
  new Promise(resolve => {
    const chunks: Buffer[] = []
    const finish = (ended: RawAnswer['ended']) => resolve({ bytes: Buffer.concat(chunks).toString(), ended })
    let timer = setTimeout(finish, silenceMs, 'open')
    socket.on('data', chunk => {
      chunks.push(chunk)
      clearTimeout(timer)
      timer = setTimeout(finish, silenceMs, 'open')
    })
    socket.on('end', () => {
      clearTimeout(timer)
      finish('FIN')
    })
    socket.on('error', () => {
      clearTimeout(timer)
      finish('RST')
    })
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
