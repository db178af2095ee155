import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { isLoopback, type Settings } from '../settings.ts'
import { schemeOf } from '../tls/scheme-of.ts'

/** Why a control call is turned away. */
export interface GuardRefusal {
  readonly status: 401 | 403
  readonly message: string
}

// every 127.x.y.z: no name of another host leads there
const LOCAL_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

// the scheme has no case (RFC 9110, section 11.1)
const SCHEME = /^bearer +(.*)$/is

const tokenFits = (authorization: string | undefined, token: string): boolean =>
  timingSafeEqual(digest(SCHEME.exec(authorization ?? '')?.[1] ?? ''), digest(token))

const originRefusal = ({ origin, host }: IncomingHttpHeaders, settings: Pick<Settings, 'tls'>): GuardRefusal | null =>
  origin === undefined || origin === `${schemeOf(settings)}://${host}`
    ? null
    : { status: 403, message: `The control API does not answer pages of another origin (seen: Origin ${origin}).` }

const hostRefusal = ({ host }: IncomingHttpHeaders): GuardRefusal | null =>
  host !== undefined && LOCAL_HOST.test(host)
    ? null
    : {
        status: 403,
        message: `The control API answers to the hosts localhost, 127.x.y.z and [::1] only (seen: Host ${host ?? 'missing'}). With --control-token or --control-open every host is accepted.`,
      }

const accessRefusal = (
  headers: IncomingHttpHeaders,
  { host, controlToken, controlOpen }: Settings,
): GuardRefusal | null => {
  if (controlToken !== null) {
    return tokenFits(headers.authorization, controlToken)
      ? null
      : {
          status: 401,
          message:
            'The control API needs its token: send Authorization: Bearer TOKEN with the value of --control-token.',
        }
  }
  if (controlOpen) return null
  if (isLoopback(host)) return hostRefusal(headers)
  return {
    status: 401,
    message: `The control API is closed, because the server listens on ${host} and not on loopback. Start it with --control-token TOKEN (GROQ_MOCK_CONTROL_TOKEN), or with --control-open (GROQ_MOCK_CONTROL_OPEN=1) if everyone who can reach the port may use it.`,
  }
}

/**
 * Whether a control call may pass: this port resets state, so no page of another origin and nobody who only guessed the
 * port may use it. Null lets it pass.
 */
export const refusalOf = (headers: IncomingHttpHeaders, settings: Settings): GuardRefusal | null =>
  originRefusal(headers, settings) ?? accessRefusal(headers, settings)

/** The same for the files of the console: a browser that asks for a page has no token to send, and they say nothing. */
export const pageRefusalOf = (headers: IncomingHttpHeaders, settings: Settings): GuardRefusal | null =>
  originRefusal(headers, settings) ?? (settings.controlToken === null ? accessRefusal(headers, settings) : null)

const CLOSED =
  'closed: GROQ_MOCK_CONTROL_TOKEN or --control-token opens it with a token, GROQ_MOCK_CONTROL_OPEN=1 or --control-open to everyone'

/** Whether the control API is open, for the line that says the server is ready. */
export const accessWords = ({ control, controlToken, controlOpen, host }: Settings): string => {
  if (!control) return 'off'
  if (controlToken !== null) return 'needs its token'
  return controlOpen || isLoopback(host) ? 'open' : CLOSED
}
