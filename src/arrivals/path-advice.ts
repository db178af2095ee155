import { apiRoots, type Operation, operations } from '../groq/endpoints.ts'

/** What a client most likely has set wrong: a kind, which is told once, and a sentence. */
export type Advice = readonly [kind: string, sentence: string]

const all: readonly Operation[] = Object.values(operations)

/** What paths begin with below a root: `/chat/completions`, `/models`. */
const beginnings = [...new Set(all.map(({ path }) => /^[^{]*[^{/]/.exec(path)?.[0] ?? ''))]
const BEGINNING = new RegExp(`(?:${beginnings.join('|')})(?=/|$)`)
const ROOT_TWICE = /(?:\/openai)?\/v1.*\/v1(?=\/|$)/
const PREFIX_BEHIND = /\/(?:scenario|session)\/[^/]+/

const WHERE =
  'OpenAI SDKs take a base URL that ends in /openai/v1; groq-sdk takes one without it, and adds it to each request'

/** Of a URL that is one, with another method. */
const methodsOf = (path: string): readonly string[] =>
  all.filter(operation => apiRoots.some(root => root + operation.path === path)).map(({ method }) => method)

/** What is wrong with the path of a request that leads nowhere, if that tells of a base URL or a method; null where it does not. */
export const pathAdvice = (method: string, path: string): Advice | null => {
  const asked = `${method} ${path.slice(0, 200)} leads nowhere`
  if (path.includes('//'))
    return [
      'slashes',
      `${asked}: there is a slash too many. The base URL must not end in one where paths begin with one.`,
    ]
  if (PREFIX_BEHIND.test(path))
    return ['prefix', `${asked}: /scenario/NAME and /session/NAME stand, in this order, before /openai/v1.`]
  if (ROOT_TWICE.test(path)) return ['root twice', `${asked}: /openai/v1 is in it twice. ${WHERE}.`]
  const found = BEGINNING.exec(path)
  if (found === null) return null
  const before = path.slice(0, found.index)
  if (!apiRoots.some(root => root === before))
    return ['no root', `${asked}: it does not begin with /openai/v1. ${WHERE}.`]
  const behind = path.slice(found.index + found[0].length)
  if (BEGINNING.test(behind))
    return ['endpoint twice', `${asked}: the base URL names an endpoint, and the client adds its own. ${WHERE}.`]
  const methods = methodsOf(path)
  return methods.length > 0 && !methods.includes(method)
    ? ['method', `${asked}: this URL takes ${methods.join(' and ')}.`]
    : null
}
