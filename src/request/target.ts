/** What a request target names (RFC 9112, section 3.2). */
export interface Target {
  /**
   * Path and query, with the slash that they begin with; `*`, and what CONNECT names, as they stand. Letters, digits and
   * `-._~` stand as themselves, however they came (RFC 3986, section 6.2.2.2); every other encoding is left alone.
   */
  readonly url: string
  /** The host of an absolute-form, with its port; null for every other form. */
  readonly host: string | null
}

const ABSOLUTE = /^https?:\/\/(?:[^/?#]*@)?([^/?#@]*)/i
const UNRESERVED = /%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/gi

const unescaped = (url: string): string => {
  if (!url.includes('%')) return url
  const question = url.indexOf('?')
  const path = question === -1 ? url : url.slice(0, question)
  const plain = path.replace(UNRESERVED, code => String.fromCharCode(Number.parseInt(code.slice(1), 16)))
  return question === -1 ? plain : plain + url.slice(question)
}

/** Reads a request target: what a client sends to a proxy means the same as what it sends to a server. Never throws. */
export const readTarget = (target: string): Target => {
  if (target.startsWith('/')) return { url: unescaped(target), host: null }
  const [all = '', host = null] = ABSOLUTE.exec(target) ?? []
  if (host === null) return { url: target, host }
  const rest = target.slice(all.length)
  return { url: unescaped(rest.startsWith('/') ? rest : `/${rest}`), host }
}

/** What is wrong with a target, in a sentence; null for nothing. CONNECT names a host, so that nothing is asked of it here. */
export const targetFlaw = (method: string, target: string): string | null => {
  if (method === 'CONNECT') return null
  if (target === '*') return method === 'OPTIONS' ? null : 'The request target * is for OPTIONS alone.'
  if (!target.startsWith('/') && !readTarget(target).host)
    return 'The request URL must be a path, or begin with http:// or https:// and a host.'
  return target.includes('#') ? 'The request URL has a fragment (#), which a client keeps to itself.' : null
}
