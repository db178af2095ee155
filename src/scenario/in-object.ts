import { withoutSecrets } from '../without-secrets.ts'
import type { Diagnostic } from './diagnostic.ts'

const PLAIN = /^[A-Za-z_$][\w$]*$/

/** A path as JavaScript writes it: `rules[2].error`. */
const below = (path: string, key: string | number): string => {
  if (typeof key === 'number') return `${path}[${key}]`
  if (!PLAIN.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}

const isOpen = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

/** The path of what stands in each line of a value, as `JSON.stringify(value, null, 2)` writes it: a member a line. */
const pathsByLine = (value: unknown, path = ''): readonly string[] => {
  if (!isOpen(value)) return [path]
  const members = Object.entries(value).flatMap(([key, member]) =>
    pathsByLine(member, below(path, Array.isArray(value) ? Number(key) : key)),
  )
  return [path, ...members, path]
}

const PATH_IN_WORDS = /\b(?:rules|api|expect)(?:\.[\w-]+|\[\d+\])+/g

/** Messages count from 1, as people do in a file; beside a path in an object they count as that does. */
const counted = (message: string): string =>
  message.replace(PATH_IN_WORDS, path => path.replace(/\[(\d+)\]/g, (_all, place) => `[${Number(place) - 1}]`))

/** What is wrong with a scenario that was handed over as a value, at the paths in that value: nobody has seen its text. */
export const inObject = (text: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const paths = pathsByLine(JSON.parse(text))
  return diagnostics.map(({ message, hint, ...found }) => ({
    ...found,
    path: withoutSecrets(paths[found.line - 1] || 'scenario'),
    message: counted(message),
    ...(hint === undefined ? {} : { hint: counted(hint) }),
  }))
}
