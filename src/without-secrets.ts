import { hidden, hiddenCredentials, isMereWord, isSecretName, SECRET_WORDS } from './secret.ts'

/** Keys that can be told by their form: of Groq, OpenAI and others, of clouds and forges. They begin so, up to a sign. */
const BEGINNINGS = [
  '(?:sk|xai|csk|pplx|nvapi|glpat|pk-lf|xox[a-z])-',
  '(?:gsk|[spr]k_(?:live|test)|whsec|gh[opsur]|github_pat|hf|r8|fw|npm|dop_v1|sbp|shpat|lsv2_[ps][tk]|lin_api|tgp_v1|ntn)_',
].join('|')
/** Keys without such a sign, JWTs and private keys. */
const OTHERS = [
  'AIza[\\w-]{16,}',
  'ya29\\.[\\w.-]{8,}',
  '(?:AKIA|ASIA)[A-Z0-9]{12,}',
  'eyJ[\\w-]{6,}\\.[\\w-]{2,}(?:\\.[\\w-]*){0,3}',
  'SG\\.[\\w-]{8,}\\.[\\w-]{8,}',
  'dapi[0-9a-f]{24,}',
  '-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\\w+/=\\s\\\\]*',
].join('|')
const BY_FORM = new RegExp(`(?<=^|[^A-Za-z0-9]|%[0-9A-Fa-f]{2})(?:(?:${BEGINNINGS})[\\w-]{8,}|${OTHERS})`, 'g')

/** Credentials behind their scheme. What prose says of a bearer token is none. */
const BEARER = '(\\bbearer(?:\\s{1,9}|%20|\\+))(?!tokens?\\b)([^\\s"\'`,;<>)}\\]\\\\]+)'
const BASIC = '(\\b[Bb][Aa][Ss][Ii][Cc](?:\\s{1,9}|%20|\\+))([A-Za-z0-9+/_-]{0,80}[A-Z0-9=][A-Za-z0-9+/_-]*={0,2})'
/** `//user:password@host`, up to the last @ before the path. */
const USER = '(//)([^\\s/?#"\']{1,200})(?=@)'
/** The sign behind a name, and only then the name before it: signs are rarer, so that this costs a fraction. */
const behindName = (rest: string, sign: string): string =>
  `(${sign})(?<=(?:${SECRET_WORDS})(?<!idempotency[-_]key)${rest}${sign})`
/** `api_key=…` in a query, a form or a cookie. */
const NAMED = `${behindName('[\\w.%[\\]-]{0,40}', '=')}([^\\s&"'\`,;<>\\\\]+)`
/** `"api_key": "…"` in JSON, and in JSON within the text of JSON. */
const MEMBER = `${behindName('[^"\\\\\\n:]{0,60}', '"\\s{0,9}:\\s{0,9}"')}([^"\\\\]*(?:\\\\.[^"\\\\]*)*)`
const ESCAPED = `${behindName('[^"\\\\\\n:]{0,60}', '\\\\{1,7}"\\s{0,9}:\\s{0,9}\\\\{1,7}"')}([^"\\\\]*)`

/** Those of which a part may be read, and a part is the secret; names first, which say most. */
const BEHIND_SOMETHING = [
  new RegExp(MEMBER, 'gis'),
  new RegExp(ESCAPED, 'gi'),
  new RegExp(NAMED, 'gi'),
  new RegExp(BEARER, 'gi'),
  new RegExp(BASIC, 'g'),
  new RegExp(USER, 'g'),
]

/** Whether a text has any of all that: nearly none has, and these looks are the quickest there are. */
const LOOKS = [
  new RegExp(`[-_](?<=${BEGINNINGS})[\\w-]{8}`),
  /eyJ|AIza|AKIA|ASIA|ya29\.|SG\.|dapi|PRIVATE KEY/,
  ...BEHIND_SOMETHING.map(({ source, flags }) => new RegExp(source, flags.replace('g', ''))),
]

// the same paths, models, headers and reasons come again and again
const MOST_CLEAN = 2000
const LONGEST_CLEAN = 256
const clean = new Set<string>()

const hasAny = (text: string): boolean => {
  if (clean.has(text)) return false
  if (LOOKS.some(look => look.test(text))) return true
  if (text.length > LONGEST_CLEAN) return false
  if (clean.size >= MOST_CLEAN) clean.clear()
  clean.add(text)
  return false
}

type Hide = (secret: string) => string

/** A text without what can be told to be a secret by its form, by the scheme before it or by the name that it is given. */
export const withoutSecrets = (text: string, hide: Hide = hiddenCredentials): string => {
  if (!hasAny(text)) return text
  const rest = BEHIND_SOMETHING.reduce(
    (shown, pattern) => shown.replace(pattern, (_all, before: string, secret: string) => before + hide(secret)),
    text,
  )
  return rest.replace(BY_FORM, hide)
}

/** What stands in a URL as itself. */
const PLAIN = /^[\w.~-]*$/

type Clean = (text: string) => string

const cleanerFor = (key: string | null): Clean => {
  if (key === null || isMereWord(key)) return text => withoutSecrets(text)
  const encoded = PLAIN.test(key) ? key : encodeURIComponent(key)
  const withoutOwn: Clean = text => {
    const rest = text.includes(key) ? text.replaceAll(key, hidden(key)) : text
    return encoded !== key && rest.includes(encoded) ? rest.replaceAll(encoded, hidden(key)) : rest
  }
  return text => withoutSecrets(withoutOwn(text))
}

/** The same, which remembers short texts that it has cleaned. */
const remembering = (clean: Clean): Clean => {
  const known = new Map<string, string>()
  return text => {
    const before = known.get(text)
    if (before !== undefined) return before
    const shown = clean(text)
    if (text.length > LONGEST_CLEAN) return shown
    if (known.size >= MOST_CLEAN) known.clear()
    known.set(text, shown)
    return shown
  }
}

let lastKey: string | null | undefined
let lastCleaner: Clean = text => text

/**
 * What takes a key that is known out of texts, however it is written, and every other secret. Most requests have the key of the
 * one before them, and its path, model and reason too.
 */
export const cleanerOf = (key: string | null): Clean => {
  if (key !== lastKey) lastCleaner = remembering(cleanerFor(key))
  lastKey = key
  return lastCleaner
}

/** A text without a key that is known, and without any other secret. */
export const withoutKey = (text: string, key: string | null): string => cleanerOf(key)(text)

/** As a server would read it; what is badly encoded stays, and never throws. */
const decoded = (text: string): string => {
  const spaced = text.replaceAll('+', ' ')
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return spaced.replace(/%([\da-f]{2})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  }
}

/** A part of a URL: where it is encoded, and holds a secret when it is not, nothing of it is shown. */
const shownPart = (part: string): string => {
  if (!part.includes('%')) return withoutSecrets(part)
  const plain = decoded(part)
  return withoutSecrets(plain) === plain ? withoutSecrets(part) : hidden(plain)
}

const shownParameter = (parameter: string): string => {
  const equals = parameter.indexOf('=')
  if (equals === -1) return shownPart(parameter)
  const [name, value] = [parameter.slice(0, equals), parameter.slice(equals + 1)]
  return `${shownPart(name)}=${isSecretName(decoded(name)) ? hidden(decoded(value)) : shownPart(value)}`
}

/** What stands before the @ of a target that is no path: `user:password@host:443`. */
const withoutUser = (target: string): string =>
  target.startsWith('/')
    ? target
    : target.replace(/^(\w+:\/\/)?([^/?#\s]+)(?=@)/, (_all, scheme = '', user) => scheme + hidden(user))

/** A path with its query, or any other target of a request, without secrets: parameters by their names, the rest by its form. */
export const shownUrl = (url: string): string => {
  const question = url.indexOf('?')
  const path = question === -1 ? url : url.slice(0, question)
  const shown = path.includes('%') ? path.split('/').map(shownPart).join('/') : path
  const whole = withoutSecrets(withoutUser(shown))
  return question === -1
    ? whole
    : `${whole}?${url
        .slice(question + 1)
        .split('&')
        .map(shownParameter)
        .join('&')}`
}
