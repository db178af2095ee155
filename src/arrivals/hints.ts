import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { OperationId } from '../groq/endpoints.ts'
import { suggest } from '../nearest.ts'
import { type Advice, pathAdvice } from './path-advice.ts'

const MOCK = 'x-mock-'
/** The headers by which a client chooses. */
const KNOWN = ['scenario', 'session', 'call', 'status', 'variant', 'retry-after'].map(name => MOCK + name)
/** Of headers that nobody knows; who has so many has them from elsewhere. */
const MOST_HEADERS = 20

const X = 0x78

/** The first header of a request that begins like one of ours and is none, in lower case; null for nearly every request. */
const strangerIn = (rawHeaders: readonly string[], told: ReadonlySet<string>): string | null => {
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? ''
    // nothing is made of all the others
    if ((name.charCodeAt(0) | 0x20) !== X || name.length < MOCK.length || name[6] !== '-') continue
    const lower = name.toLowerCase()
    if (lower.startsWith(MOCK) && !KNOWN.includes(lower) && !told.has(lower)) return lower
  }
  return null
}

const proxied = (method: string, target: string): Advice | null => {
  if (method === 'CONNECT')
    return [
      'tunnel',
      'a client asks for a tunnel, as it asks a proxy: HTTPS_PROXY, or a setting like it, leads here. This is no proxy; give the client a base URL.',
    ]
  return target.charCodeAt(0) !== 0x2f && /^https?:/i.test(target)
    ? [
        'proxy',
        'a client asks with a whole URL, as it asks a proxy: HTTP_PROXY, or a setting like it, leads here. Its requests are answered as if they were for this server, whatever host they name.',
      ]
    : null
}

const SHORT_ROOT: Advice = [
  'short root',
  'a client asks below /v1, which is served like /openai/v1. At Groq this would lead nowhere: the base URL there ends in /openai/v1.',
]

const fineTunings = (path: string): boolean => path.startsWith('/v1/fine_tunings')

/** Looks at a request: where it was sent, what it leads to, and its URL without a prefix. */
export type Hints = (
  request: Pick<IncomingMessage, 'rawHeaders'> & { readonly method?: string | undefined },
  target: string,
  operation: OperationId | null,
  url: string,
) => void

const nothing: Hints = () => {}

/**
 * Tells in the log what a client most likely has set wrong, each kind once; answers are what they are. Nearly every request pays
 * a look at the first letters of its headers for it.
 */
export const hints = (log: Pick<Logger, 'warn' | 'isLevelEnabled'>): Hints => {
  if (!log.isLevelEnabled('warn')) return nothing
  const told = new Set<string>()
  const strangers = new Set<string>()
  const tell = (advice: Advice | null): void => {
    if (advice === null || told.has(advice[0])) return
    told.add(advice[0])
    log.warn(`hint: ${advice[1]}`)
  }
  const adviseOf = (method: string, target: string, operation: OperationId | null, url: string): Advice | null => {
    const ofProxy = proxied(method, target)
    if (ofProxy !== null || operation !== null) return ofProxy ?? (fineTunings(url) ? null : SHORT_ROOT)
    return method === 'OPTIONS' ? null : pathAdvice(method, url.split('?', 1)[0] ?? '')
  }

  return ({ rawHeaders, method = '' }, target, operation, url) => {
    const stranger = strangers.size < MOST_HEADERS ? strangerIn(rawHeaders, strangers) : null
    if (stranger !== null) {
      strangers.add(stranger)
      log.warn(
        `hint: a request has the header ${stranger.slice(0, 100)}, which means nothing here. ${suggest(stranger, KNOWN)}`,
      )
    }
    if (operation === null || target.charCodeAt(0) !== 0x2f || url.startsWith('/v1/'))
      tell(adviseOf(method, target, operation, url))
  }
}
