import { apiRoots } from '../groq/endpoints.ts'
import { splitPrefix } from '../request/selection.ts'

type QueryValue = string | number | boolean

/** Parameters of a query, as a file says them. */
export type SaidQuery = Readonly<Record<string, QueryValue | readonly QueryValue[]>>

/** The path with its query, or why there can't be one. */
type ReadPath = { readonly path: string } | { readonly problem: string }

const whyNoPath = (said: string): string | null => {
  if (/^[a-z]+:\/\//i.test(said))
    return `its path ${JSON.stringify(said)} is an address. Write what stands behind the base URL, such as /chat/completions.`
  if (!said.startsWith('/') && said !== '*')
    return `its path ${JSON.stringify(said)} does not begin with a slash. Write /${said.replace(/^\.?\/*/, '')}.`
  if (!/^[\x21-\x7e]+$/.test(said) || said.includes('#'))
    return `its path ${JSON.stringify(said)} has what no request line carries. Write blanks, # and letters beyond ASCII as %XX.`
  return null
}

/** Whether it stands where the API is; anything below `/openai` is taken as it is, also where that is a mistake. */
const isWhole = (path: string): boolean =>
  [...apiRoots, '/openai'].some(root => path === root || path.startsWith(`${root}/`) || path.startsWith(`${root}?`))

/** A path as rules say it, below `/openai/v1`, or whole. */
const whole = (said: string): string => {
  const { rest } = splitPrefix(said)
  if (said === '*' || isWhole(rest)) return said
  return `${said.slice(0, said.length - rest.length)}${apiRoots[0]}${rest}`
}

/** Where a request goes, as its file says it. */
export const requestPathOf = (said: string, query: SaidQuery): ReadPath => {
  const problem = whyNoPath(said)
  if (problem !== null) return { problem }
  const parameters = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
    ),
  ).toString()
  const path = whole(said)
  return { path: parameters === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${parameters}` }
}
