import { hidden, isMereWord, isSecretName } from '../secret.ts'
import { withoutSecrets } from '../without-secrets.ts'
import { shown } from './yaml/words.ts'
import { type Document, isScalar, type Node, type Pair, parseDocument, visit } from './yaml/yaml.ts'

/** Holds API keys, though its name does not say so. */
const ORGANIZATIONS = 'organizations'
/** `prompt_tokens`, `firstToken`: those of models, which are no secrets. */
const OF_MODELS = /[a-z]Tokens?$|_tokens$/

/** Whether what stands behind a key of a scenario is a secret: `api.keys`, `match.key`, a header such as `x-api-key`. */
const holdsSecrets = (name: unknown): boolean =>
  typeof name === 'string' && (name === ORGANIZATIONS || (isSecretName(name) && !OF_MODELS.test(name)))

const isBehindOne = (above: unknown): boolean => {
  const { key } = above as Partial<Pair<Node>>
  return isScalar(key) && holdsSecrets(key.value)
}

interface Place {
  readonly from: number
  readonly to: number
  readonly secret: string
}

const MAX_CHARACTERS = 1024 ** 2

/** Null where it is no scenario, and could not be walked: too large, or nested too deeply. */
const documentOf = (text: string): Document | null => {
  if (text.length > MAX_CHARACTERS) return null
  try {
    return parseDocument(text, { logLevel: 'silent', uniqueKeys: false })
  } catch {
    return null
  }
}

const placesIn = (text: string): readonly Place[] => {
  const found: Place[] = []
  visit(documentOf(text), {
    Scalar: (key, { value, range }, path) => {
      if (key === 'key' || !range || typeof value !== 'string' || isMereWord(value)) return
      if (path.some(isBehindOne)) found.push({ from: range[0], to: range[1], secret: value })
    },
  })
  return found
}

/** As wide as the secret, so that what stands behind it keeps its column. */
const asStars = (secret: string): string => secret.replace(/[^\n]/g, '*')

/** JSON stays JSON. */
const quotedAs = (sign: string, text: string): string => (/["']/.test(sign) ? sign + text + sign : text)

const without = (text: string, hide?: (secret: string) => string): string => {
  let shownUpTo = ''
  let at = 0
  for (const { from, to, secret } of placesIn(text)) {
    shownUpTo +=
      text.slice(at, from) + (hide ? hide(text.slice(from, to)) : quotedAs(text.charAt(from), hidden(secret)))
    at = to
  }
  return withoutSecrets(shownUpTo + text.slice(at), hide)
}

/** The text of a scenario as others may see it: what it holds of secrets, such as the keys in `api.keys`, is a hash. */
export const shownText = (text: string): string => without(text)

/** The lines of a scenario with stars for its secrets, so that each letter keeps its column. */
export const shownLines = (text: string): readonly string[] => without(text, asStars).split('\n')

/** What is said of a value of a scenario, where the value is a secret because of its place. */
export const shownMessage = (message: string, path: readonly unknown[], node: unknown): string => {
  const value = isScalar(node) ? node.value : null
  // what is wrong may be a key itself
  if (typeof value !== 'string' || isMereWord(value) || value === path.at(-1) || !path.some(holdsSecrets))
    return message
  return message.replaceAll(shown(value), `"${hidden(value)}"`).replaceAll(value, hidden(value))
}
