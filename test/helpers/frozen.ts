import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { type FakeClock, fakeClock } from '#src/clock/clock'
import { Library } from '#src/scenario/library'
import { type BuiltServer, buildServer } from '#src/server'
import { settingsFrom } from '#src/settings'
import { chatBody, type Teardown } from './mock.ts'

/** A server whose time stands still until it is told to go on. */
export interface FrozenMock extends BuiltServer {
  readonly url: string
  readonly clock: FakeClock
  readonly library: Library
  /** Posts a chat completion; of a body that is no text, what is said replaces the usual. */
  chat(body?: object, headers?: Readonly<Record<string, string>>, base?: string): Promise<Answered>
  control(method: string, path: string, body?: object): Promise<Answered>
}

/** An answer that was read whole. */
export interface Answered {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: what came is what is tested
  readonly body: any
}

const answered = async (response: Response): Promise<Answered> => {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text }
}

/** Starts one for a test, with a scenario as a value. */
export const startFrozen = async (t: Teardown, scenario: object, speed = 1): Promise<FrozenMock> => {
  const clock = fakeClock()
  const library = new Library()
  const server = buildServer({
    settings: { ...settingsFrom({ port: 0 }), speed },
    library,
    scenario: library.addInline('inline', { about: 'A test.', ...scenario }),
    clock,
    log: pino({ level: 'silent' }),
  })
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => server.stop())
  const url = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
  const json = { 'content-type': 'application/json' }
  const post = async (path: string, headers: Readonly<Record<string, string>>, body: object) =>
    answered(await fetch(url + path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) }))
  return {
    ...server,
    url,
    clock,
    library,
    chat: (body = {}, headers = {}, base = '') =>
      post(`${base}/openai/v1/chat/completions`, { authorization: 'Bearer gsk_a', ...headers }, chatBody(body)),
    control: async (method, path, body) =>
      answered(
        await fetch(`${url}/__mock${path}`, {
          method,
          ...(body ? { headers: json, body: JSON.stringify(body) } : {}),
        }),
      ),
  }
}
