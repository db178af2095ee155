import type { Check } from './check.ts'

/**
 * No input to answer to. That the words are those of a chat without messages is inferred: they were noted for another host
 * (docs/facts/groq-wire.md §3.10).
 */
export const emptyInput: Check = ({ body }) =>
  Array.isArray(body.input) && body.input.length === 0
    ? { variant: 'too-few-items', fill: { property: 'messages', minimum: '1' } }
    : null
