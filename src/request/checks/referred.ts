import { member } from '../../json-value.ts'

const unescaped = (segment: string): string => {
  try {
    return decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~')
  } catch {
    return segment
  }
}

/** What a reference into the schema itself leads to, `#` or `#/…`; undefined where it leads nowhere or is another one. */
export const referred = (root: unknown, reference: string): unknown => {
  if (reference === '#') return root
  if (!reference.startsWith('#/')) return undefined
  let found = root
  for (const segment of reference.slice(2).split('/')) {
    const next = unescaped(segment)
    found = Array.isArray(found) ? found[Number(next)] : member(found, next)
  }
  return found
}
