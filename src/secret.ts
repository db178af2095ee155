import { hash } from 'node:crypto'

/**
 * Whatever has one of these words in its name, as a word or as a part of one, is a secret. Tokens, in the plural, are what the API
 * counts (`max_tokens`), and `firstToken` is a time. The short ones stand alone: `sig` as Azure has it in URLs, not `design`.
 */
export const SECRET_WORDS =
  'key|(?<!first)token(?!s)|auth|secret|cookie|passw|passphrase|pwd|credential|signature|bearer|jwt|(?<![a-z])(?:sig|pass)(?![a-z])'

const WORDS = new RegExp(SECRET_WORDS, 'i')
/** The one name that says key and means a name: it is shown as the id of the call. */
const NO_SECRET = 'idempotency-key'

const MOST = 1000
const LONGEST = 200
const known = new Map<string, boolean>()

/** Whether the name of a header, a parameter or a property says that its value is a secret: `x-api-key`, `access_token`. */
export const isSecretName = (name: string): boolean => {
  const found = known.get(name)
  if (found !== undefined) return found
  const is = WORDS.test(name) && name.toLowerCase() !== NO_SECRET
  // names come from outside
  if (known.size < MOST && name.length < LONGEST) known.set(name, is)
  return is
}

const HIDDEN = /^hidden-[0-9a-f]{10}$/
const hashes = new Map<string, string>()

const fresh = (secret: string): string => {
  const made = `hidden-${hash('sha256', secret, 'hex').slice(0, 10)}`
  if (secret.length > LONGEST) return made
  // a client has one key or two, and sends them with every request
  if (hashes.size >= MOST) hashes.clear()
  hashes.set(secret, made)
  return made
}

/**
 * What is shown instead of a secret: `hidden-` and ten hexadecimal digits of its SHA-256, so that equal ones can be told equal,
 * in every run. It can be the name of a session, and hiding it again changes nothing.
 */
export const hidden = (secret: string): string =>
  secret === '' || HIDDEN.test(secret) ? secret : (hashes.get(secret) ?? fresh(secret))

/** What is shorter is a word that stands everywhere: a mock is asked with `any` and `test`, and rules match `gsk_*`. */
const SHORTEST_KEY = 7

/** Whether something that is used as a key may be shown for all that. */
export const isMereWord = (key: string): boolean =>
  (key.includes('*') ? key.replaceAll('*', '') : key).length < SHORTEST_KEY

const SCHEME = /^(bearer|basic|digest|negotiate|token|apikey|api-key|aws4-hmac-sha256) +(\S.*)$/is

/** The value of a header whose name says that it is a secret; the scheme before it may be read. */
export const hiddenCredentials = (value: string): string => {
  const [, scheme, rest] = SCHEME.exec(value.trim()) ?? []
  return scheme === undefined || rest === undefined ? hidden(value) : `${scheme} ${hidden(rest)}`
}
