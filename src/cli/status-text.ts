import { errorBody } from '../groq/error-body.ts'
import type { JsonVariant, PageVariant, StatusFacts } from '../groq/errors.ts'
import { defaultFirst } from './errors-table.ts'

const KNOWN = { page: "on Groq's errors page", later: "in Groq's newer documentation", no: 'not documented' } as const

/** The body as a request gets it that gives nothing to fill it with. */
const bodyOf = (variant: JsonVariant | PageVariant): string => {
  if (variant.kind === 'page') return `HTML page: ${variant.title}`
  return JSON.stringify(JSON.parse(errorBody(variant, {})), null, 2)
}

const variantText = (
  [name, variant]: readonly [string, JsonVariant | PageVariant],
  { status, defaultVariant }: StatusFacts,
): string => {
  const isDefault = name === defaultVariant
  const headers = Object.entries(variant.headers ?? {}).map(([header, value]) => `${header}: ${value}`)
  const lines = [
    `${name}${isDefault ? ' (default)' : ''}: ${variant.provenance}, ${variant.source}`,
    `error: ${isDefault ? status : `{ status: ${status}, variant: ${name} }`}`,
    ...headers,
    ...bodyOf(variant).split('\n'),
  ]
  return lines.map((line, i) => (i === 0 ? line : `  ${line}`)).join('\n')
}

/** All about one status, for a terminal: what it means, and each variant with its body and how it is said in a scenario. */
export const statusText = (facts: StatusFacts): string => {
  const { status, title, description, retryAdvice, retry, documented } = facts
  const head = `${status} ${title} (${KNOWN[documented]})\n${description} ${retryAdvice}\nRetry: ${retry ? 'yes' : 'no'}`
  return [head, ...defaultFirst(facts).map(one => variantText(one, facts))].join('\n\n')
}
