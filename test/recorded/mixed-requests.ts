import { BOUNDARY, formBytes, transcriptionParts } from '../helpers/forms.ts'
import { mixedScenarios } from './mixed-scenarios.ts'

/** What a client does after it has sent a request: it waits for all of it, or leaves when nothing more comes by itself. */
export interface MixedRequest {
  readonly bytes: Buffer
  /** Leaves as soon as the answer waits for its time. */
  readonly isImpatient: boolean
  /** Whether its body is only begun. */
  readonly isPart: boolean
  /** Which of the connections it takes. */
  readonly connection: number
  /** How long nobody asks after it. */
  readonly pauseMs: number
}

/** Numbers from 0 up to 1, the same in each run (a linear congruential generator of Numerical Recipes). */
const seeded = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const names = ['steady-state', 'flaky', 'tpm-squeeze', ...Object.keys(mixedScenarios)]
const keys = ['gsk_0123456789abcdefghijklmnop', 'gsk_another0123456789abcdefgh', 'any', 'abc def']
const agents = [
  'x',
  'groq/1 node',
  'openai/python 2',
  'Bearer gsk_0123456789abcdef0123',
  '\u00e4\u00f6',
  'a'.repeat(300),
]
const models = [
  'openai/gpt-oss-20b',
  'llama-3.1-8b-instant',
  'groq/compound',
  'nope',
  'qwen/qwen3-32b',
  'gsk_0123456789abcdefghijklmnop',
]
const statuses = ['429', '500', '503', '404', '401', '200', '413', '498', '777', '422', '206', '499']
const texts = [
  'Say it in JSON please.',
  'What is the current time?',
  '\u2603 \ud83d\ude00 \ud800 \u0000',
  'key: gsk_0123456789abcdefghijklmnop',
]

class Mixture {
  readonly #random: () => number

  constructor(seed: number) {
    this.#random = seeded(seed)
  }

  often(share: number): boolean {
    return this.#random() < share
  }

  below(bound: number): number {
    return Math.floor(this.#random() * bound)
  }

  pick<Value>(list: readonly [Value, ...Value[]] | readonly Value[]): Value {
    return list[this.below(list.length)] as Value
  }
}

const headersOf = (mix: Mixture): string[] => {
  const headers = ['Host: 127.0.0.1', `User-Agent: ${mix.pick(agents)}`]
  const add = (share: number, name: string, values: readonly string[]) => {
    if (mix.often(share)) headers.push(`${name}: ${mix.pick(values)}`)
  }
  add(
    0.95,
    'Authorization',
    keys.map(key => `Bearer ${key}`),
  )
  add(0.2, 'x-mock-status', statuses)
  add(0.05, 'x-mock-retry-after', ['2', '0.5', 'x'])
  add(0.05, 'x-mock-variant', ['tokens-per-minute', 'nope'])
  add(0.2, 'x-stainless-retry-count', ['0', '1', '2', 'x'])
  add(0.1, 'x-mock-call', ['a', 'b', 'gsk_0123456789abcdefghijklmnop'])
  add(0.05, 'idempotency-key', ['i-1', 'i-2', 'long'.repeat(40)])
  add(0.02, 'x-mock-scenario', ['nope', 'outage'])
  add(0.05, 'Origin', ['http://a.b'])
  add(0.05, 'x-api-key', ['sk-0123456789abcdefghij'])
  add(0.05, 'Connection', ['close'])
  return headers
}

const chatOf = (mix: Mixture): Record<string, unknown> => {
  const body: Record<string, unknown> = { model: mix.pick(models) }
  body.messages = [{ role: 'user', content: `${mix.pick(texts)} ${mix.below(30)}` }]
  const add = (share: number, name: string, values: readonly unknown[]) => {
    if (mix.often(share)) body[name] = mix.pick(values)
  }
  add(0.35, 'stream', [true])
  add(0.1, 'stream_options', [{ include_usage: true }])
  add(0.1, 'stop', ['mock', ['a', 'b'], null])
  add(0.1, 'max_tokens', [5, 1e300, -1])
  add(0.1, 'tools', [[{ type: 'function', function: { name: 'get_time', parameters: { type: 'object' } } }]])
  add(0.1, 'response_format', [{ type: 'json_object' }])
  add(0.1, 'service_tier', ['flex', 'auto', 'nope', 'performance'])
  add(0.1, 'temperature', ['x', 1, 9])
  add(0.03, 'user', ['a'.repeat(2000)])
  return body
}

interface Asked {
  readonly method: string
  readonly path: string
  readonly type: string
  readonly body: string | Buffer
  /** Of the body, where less is sent than was told. */
  readonly part?: number
}

const json = { method: 'POST', type: 'application/json', body: '' } as const
const form = { type: `multipart/form-data; boundary=${BOUNDARY}`, body: formBytes(transcriptionParts()) } as const

const asked: readonly ((mix: Mixture) => Asked)[] = [
  mix => ({
    ...json,
    method: 'GET',
    path: mix.pick(['/models', '/models/openai%2Fgpt-oss-20b', '/models/nope', '/files']),
  }),
  mix => ({ ...json, path: `/nothing?key=gsk_0123456789abcdefgh&i=${mix.below(100)}`, body: '{}' }),
  () => ({ ...json, path: '/chat/completions', body: '{"a":' }),
  mix => {
    const body = { model: mix.pick(models), input: `Hi ${mix.below(7)}`, stream: mix.often(0.5) }
    return { ...json, path: '/responses', body: JSON.stringify(body) }
  },
  () => ({ ...json, path: '/embeddings', body: '{"model":"nomic-embed-text-v1_5","input":"x"}' }),
  () => ({ ...json, ...form, path: '/audio/transcriptions' }),
  mix => ({ ...json, method: 'OPTIONS', path: mix.pick(['/chat/completions', '/nothing']) }),
  mix => ({
    ...json,
    method: mix.pick(['DELETE', 'PUT', 'HEAD']),
    path: mix.pick(['/models', '/chat/completions', '/files/file-1']),
  }),
  mix => ({ ...json, path: '/chat/completions', type: 'text/plain', body: JSON.stringify(chatOf(mix)) }),
  mix => ({ ...json, path: '/chat/completions', body: JSON.stringify(chatOf(mix)), part: 20 }),
]

const askedBy = (mix: Mixture): Asked =>
  mix.often(0.7) ? { ...json, path: '/chat/completions', body: JSON.stringify(chatOf(mix)) } : mix.pick(asked)(mix)

const prefixOf = (mix: Mixture, group: number): string => {
  const name = mix.pick(names)
  if (mix.often(0.02)) return '/scenario/nope'
  return mix.often(0.1) ? '' : `/scenario/${name}/session/${name}.${group}`
}

/** The sessions of a group of requests, beside the default one. */
export const sessionsOf = (group: number): readonly string[] => names.map(name => `${name}.${group}`)

const NOT_HTTP = Buffer.from('HELLO there gsk_0123456789abcdefghijklmnop\r\n\r\n')

/** The request of a number, in a group whose sessions are its own; each number always gives the same. */
export const mixedRequest = (number: number, group: number): MixedRequest => {
  const mix = new Mixture(number * 2654435761)
  // the first numbers of near seeds are near
  for (let i = 0; i < 3; i += 1) mix.below(1)
  const { method, path, type, body, part } = askedBy(mix)
  const content = Buffer.from(body)
  const head = [`${method} ${prefixOf(mix, group)}/openai/v1${path} HTTP/1.1`, ...headersOf(mix)]
  if (method === 'OPTIONS') head.push('Origin: http://a.b', 'Access-Control-Request-Method: POST')
  if (content.length > 0) head.push(`Content-Type: ${type}`, `Content-Length: ${content.length}`)
  const bytes = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), content.subarray(0, part)])
  return {
    bytes: mix.often(0.005) ? NOT_HTTP : bytes,
    isPart: part !== undefined,
    isImpatient: mix.often(0.05),
    connection: mix.below(8),
    pauseMs: mix.pick([0, 0, 1, 10, 700, 3000]),
  }
}
