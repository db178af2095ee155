import type { CriterionKind } from './criterion-kind.ts'
import { pathPattern } from './pattern.ts'

const BELOW_ROOT = /^\/(?:openai\/)?v1(?=\/|$)/
const MODEL = /^\/models\/(.+)$/s
const SLASH = /%2f/gi
/** Paths that may have a slash within an id. */
const SLASHED = /^\/models\/|%2f/i

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A path with its id in one segment, as the id of a model is one name. */
const inOneSegment = (path: string): string => {
  const [, model] = MODEL.exec(path) ?? []
  const closed = model === undefined ? path : `/models/${model.replaceAll('/', '%2F')}`
  return decoded(closed.replace(SLASH, '%252F'))
}

/** `match.path`. `/` and `%2F` within an id are the same to it: `/models/*` and `/models/openai/*` hold for both. */
export const path: CriterionKind<string> = {
  schema: {
    type: 'string',
    minLength: 1,
    description: 'A glob on the path below `/openai/v1`; `*` stays within a segment, `**` crosses.',
    examples: ['/chat/*', '/files/**'],
  },
  diagnose: raw => {
    if (raw.startsWith('/openai/') || raw.startsWith('/v1/')) {
      const below = raw.replace(BELOW_ROOT, '')
      const meant = below === raw || below === '' ? '/**' : below
      return { message: `the path "${raw}" begins above the API`, hint: `Write it below /openai/v1: ${meant}` }
    }
    return raw.startsWith('/') || raw.startsWith('*')
      ? null
      : { message: `the path "${raw}" can never match`, hint: `A path begins with a slash: /${raw}` }
  },
  compile: raw => {
    const pattern = pathPattern(decoded(raw))
    return ({ call }) => {
      const below = call.path.replace(BELOW_ROOT, '')
      return pattern.test(decoded(below)) || (SLASHED.test(below) && pattern.test(inOneSegment(below)))
    }
  },
}
