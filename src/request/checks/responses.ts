import type { Check } from './check.ts'

/**
 * What the Responses API does not support, and the values besides null that ask for nothing of it. Documented: the parameters
 * (Responses API, unsupported features), `store` false and `truncation` disabled as defaults (schema CreateResponseRequest,
 * which names `auto` too); inferred: that an empty `include` is let through (docs/facts/groq-wire.md §3.10).
 */
const harmless: readonly (readonly [parameter: string, asksForNothing: (value: unknown) => boolean])[] = [
  ['previous_response_id', () => false],
  ['store', value => value === false],
  ['truncation', value => value === 'disabled'],
  ['include', value => Array.isArray(value) && value.length === 0],
  ['safety_identifier', () => false],
  ['prompt_cache_key', () => false],
  ['prompt', () => false],
]

/** Refuses a parameter that the Responses API does not support, where its value asks for something. */
export const unsupportedInResponses: Check = ({ body }) => {
  const found = harmless.find(([name, asksForNothing]) => {
    const value = Object.hasOwn(body, name) ? (body[name] ?? null) : null
    return value !== null && !asksForNothing(value)
  })
  return found ? { variant: 'parameter-not-supported', fill: { property: found[0] } } : null
}
