import { catalogue } from './errors.ts'

const ofErrors = catalogue.flatMap(({ variants }) =>
  Object.values(variants).flatMap(({ headers = {} }) => Object.keys(headers)),
)

/** All headers that an answer of the mock may have by itself: Groq's (docs/facts/groq-wire.md §2), HTTP's own, and those of the mock. */
export const answerHeaders: ReadonlySet<string> = new Set([
  ...ofErrors,
  'accept-ranges',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'allow',
  'cache-control',
  'content-encoding',
  'content-range',
  'content-type',
  'etag',
  'retry-after',
  'retry-after-ms',
  'vary',
  'x-groq-region',
  'x-mock-entry',
  'x-mock-rule',
  'x-mock-session',
  'x-ratelimit-limit-audio-seconds',
  'x-ratelimit-limit-requests',
  'x-ratelimit-limit-tokens',
  'x-ratelimit-remaining-audio-seconds',
  'x-ratelimit-remaining-requests',
  'x-ratelimit-remaining-tokens',
  'x-ratelimit-reset-audio-seconds',
  'x-ratelimit-reset-requests',
  'x-ratelimit-reset-tokens',
  'x-request-id',
])

/** Headers that Node writes into every answer, unless a value was given. */
export const writtenByServer: ReadonlySet<string> = new Set(['connection', 'date', 'keep-alive'])
