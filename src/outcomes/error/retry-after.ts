import type { JsonSchema } from '../../json-schema.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { LONGEST_DURATION_MS, parseDuration } from '../../units.ts'
import type { ErrorSpec } from './error-spec.ts'

/** `2s`, `{ date: 5s }` or `{ ms: 250 }`: in which header the wait is told, and how. */
export type RawRetryAfter = string | { readonly date?: string; readonly ms?: number }

const duration = { type: 'string', format: 'duration' } as const satisfies JsonSchema

/** What stands behind `retryAfter:`. */
export const retryAfterSchema: JsonSchema = {
  description:
    'How long the client is told to wait, on a 429 in the text too: `2s` in whole seconds of `retry-after`, rounded up; `{ date: 5s }` as the date that is so far ahead; `{ ms: 250 }` in `retry-after-ms` instead.',
  examples: ['2s', { date: '5s' }, { ms: 250 }],
  expects: 'a duration such as 2s, { date: 5s }, or { ms: 250 }',
  anyOf: [
    duration,
    {
      type: 'object',
      expects: 'a mapping with date or ms',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        date: { ...duration, description: '`retry-after` is an HTTP-date so far ahead.', examples: ['5s'] },
        ms: {
          type: 'integer',
          minimum: 0,
          maximum: LONGEST_DURATION_MS,
          description: '`retry-after-ms` says so many milliseconds, and there is no `retry-after`.',
          examples: [250],
        },
      },
    },
  ],
}

/** The mistakes that the schema can't express. */
export const diagnoseRetryAfter = (raw: RawRetryAfter): readonly PathDiagnostic[] =>
  typeof raw === 'object' && raw.date !== undefined && raw.ms !== undefined
    ? [
        {
          path: ['ms'],
          severity: 'error',
          message: 'the wait is given twice, as "date" and as "ms"',
          hint: 'Keep one of them. The other header can stand in headers.',
        },
      ]
    : []

export const readRetryAfter = (raw: RawRetryAfter): Pick<ErrorSpec, 'retryAfterMs' | 'retryAfterAs'> => {
  if (typeof raw === 'string') return { retryAfterMs: parseDuration(raw) ?? 0 }
  return raw.ms === undefined
    ? { retryAfterMs: parseDuration(raw.date ?? '') ?? 0, retryAfterAs: 'date' }
    : { retryAfterMs: raw.ms, retryAfterAs: 'ms' }
}
