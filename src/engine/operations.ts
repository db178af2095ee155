import { apiRoots, type OperationId, operations } from '../groq/endpoints.ts'

const table = Object.entries(operations) as [OperationId, (typeof operations)[OperationId]][]

/** `{model}` at the end of a path stands for the rest of it, slashes and all. */
const PARAMETER = /\{[a-z_]+\}$/

const fits = (pattern: string, path: string): boolean => {
  const head = pattern.replace(PARAMETER, '')
  return head === pattern ? path === pattern : path.startsWith(head) && path.length > head.length
}

const belowRoot = (path: string): string | null => {
  const root = apiRoots.find(prefix => path.startsWith(`${prefix}/`))
  return root ? path.slice(root.length) : null
}

/** Whether any operation lives at this path: then only the method was wrong. */
export const isKnownPath = (path: string): boolean => {
  const below = belowRoot(path)
  return below !== null && table.some(([, operation]) => fits(operation.path, below))
}

/** What stands in the path where the operation has a parameter, decoded; null where there is none. */
export const pathParameter = (id: OperationId, path: string): string | null => {
  const pattern = operations[id].path
  const head = pattern.replace(PARAMETER, '')
  const below = belowRoot(path)
  if (head === pattern || below === null) return null
  try {
    return decodeURIComponent(below.slice(head.length))
  } catch {
    return below.slice(head.length)
  }
}

/** The operation that a method on a path is; null for none. */
export const operationAt = (method: string, path: string): OperationId | null => {
  const below = belowRoot(path)
  const found =
    below === null
      ? undefined
      : table.find(([, operation]) => operation.method === method && fits(operation.path, below))
  return found ? found[0] : null
}
