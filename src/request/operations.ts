import { apiRoots, type Operation, type OperationId, operations } from '../groq/endpoints.ts'

const table = Object.entries(operations) as [OperationId, Operation][]

/** A path with at most one parameter, taken apart around it. */
interface Template {
  readonly head: string
  /** Null for a path without a parameter. */
  readonly parameter: string | null
  readonly tail: string
}

const templateOf = (path: string): Template => {
  const [, head = path, parameter = null, tail = ''] = /^([^{]*)\{([a-z_]+)\}(.*)$/.exec(path) ?? []
  return { head, parameter, tail }
}

const templates = new Map(table.map(([id, { path }]) => [id, templateOf(path)]))

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Segments that lead nowhere or elsewhere; a client resolves them before it asks (RFC 3986, section 5.2.4). */
const isNoName = (segment: string): boolean => segment === '' || segment === '.' || segment === '..'

/** The parameter in a URL, undecoded; the empty text if the path has none, null if the URL is not this path. */
const valueIn = (id: OperationId, path: string): string | null => {
  const { head, parameter, tail } = templates.get(id) ?? templateOf('')
  if (parameter === null) return path === head ? '' : null
  if (!path.startsWith(head) || !path.endsWith(tail) || path.length <= head.length + tail.length) return null
  const value = path.slice(head.length, path.length - tail.length)
  // the id of a model is the rest of the path, slashes and all; any other is one segment
  if (parameter !== 'model' && value.includes('/')) return null
  return decoded(value).split('/').some(isNoName) ? null : value
}

const belowRoot = (path: string): string | null => {
  const root = apiRoots.find(prefix => path.startsWith(`${prefix}/`))
  return root ? path.slice(root.length) : null
}

/** Whether any operation lives at this path: then only the method was wrong. */
export const isKnownPath = (path: string): boolean => {
  const below = belowRoot(path)
  return below !== null && table.some(([id]) => valueIn(id, below) !== null)
}

/** What the path names: a model, or a resource such as a file; both null where the operation's path has no parameter. */
export interface PathNames {
  readonly model: string | null
  readonly resource: string | null
}

const NO_NAMES: PathNames = { model: null, resource: null }

/** What stands in the path where the operation has a parameter, decoded. */
export const pathNames = (id: OperationId, path: string): PathNames => {
  const parameter = templates.get(id)?.parameter ?? null
  if (parameter === null) return NO_NAMES
  const below = belowRoot(path)
  const value = below === null ? null : valueIn(id, below)
  if (value === null) return NO_NAMES
  return parameter === 'model' ? { model: decoded(value), resource: null } : { model: null, resource: decoded(value) }
}

/** Whether the path of an operation has a parameter, and this path has nothing where it stands. */
export const isNameless = (id: OperationId, path: string): boolean => {
  const below = belowRoot(path)
  return templates.get(id)?.parameter !== null && (below === null || valueIn(id, below) === null)
}

/** The operation that a method on a path is; null for none. */
export const operationAt = (method: string, path: string): OperationId | null => {
  const below = belowRoot(path)
  if (below === null) return null
  const found = table.find(
    ([id, operation]) =>
      (operation.method === method || (operation.head === true && method === 'HEAD')) && valueIn(id, below) !== null,
  )
  return found ? found[0] : null
}
