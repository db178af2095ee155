import { plainHttpSpoken } from './plain-http-spoken.ts'

/** What the user of a command, or of the library, does about a server that can't be asked. */
export interface Advice {
  /** Where nobody answers. */
  readonly start: string
  /** Where its certificate is not trusted. */
  readonly trust: string
}

const DISTRUST = /^(?:UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_|ERR_TLS_CERT_)/
const NO_TLS = new Set(['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER'])
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? String(error.code) : error.message
}

/** Why no answer came, and what to do. */
export const noAnswer = (url: string, error: unknown, { start, trust }: Advice): string => {
  const code = codeOf(error)
  if (DISTRUST.test(code)) return `The certificate of the server at ${url} is not trusted (${code}). ${trust}`
  const hint = NO_TLS.has(code) ? 'Where it speaks plain HTTP, its URL begins with http://.' : start
  return `No groq-mock answers at ${url} (${code}). ${hint}`
}

/** Who answered something else than the control API does, as far as it can be told. */
export const notTheControlApi = (url: string, asked: string, status: number, text: string): string => {
  if (status === 400 && text.startsWith(plainHttpSpoken))
    return `The server at ${url} speaks HTTPS: its URL begins with https://.`
  const { origin, pathname } = new URL(url)
  const hint = pathname === '/' ? '' : ` Give the address of the server itself, without a path: ${origin}.`
  return `The server at ${url} is not groq-mock: it answered ${asked} with ${status}.${hint}`
}
