import type { JsonSchema } from '../json-schema.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'
import { formatDuration, parseDuration, parseDurationRange } from '../units.ts'

/** A wait in real time, in milliseconds. */
export type Delay =
  | { readonly kind: 'fixed'; readonly ms: number }
  | { readonly kind: 'uniform'; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: 'lognormal'; readonly medianMs: number; readonly p99Ms: number }

/** `2s`, `1s..3s`, or a median and a 99th percentile. */
export type RawDelay = string | { readonly median: string; readonly p99: string }

const duration = { type: 'string', format: 'duration' } as const satisfies JsonSchema

/** A delay, wherever it may stand. */
export const delaySchema = (description: string): JsonSchema => ({
  description,
  examples: ['2s', '1s..3s', { median: '800ms', p99: '4s' }],
  expects: 'a duration such as 2s, a range such as 1s..3s, or { median, p99 }',
  anyOf: [
    duration,
    { type: 'string', format: 'duration-range' },
    {
      type: 'object',
      expects: 'a mapping with median and p99',
      additionalProperties: false,
      required: ['median', 'p99'],
      properties: {
        median: { ...duration, description: 'Half of the delays are shorter.', examples: ['800ms'] },
        p99: { ...duration, description: 'One in a hundred is longer.', examples: ['4s'] },
      },
    },
  ],
})

/** The mistakes in a delay that the schema can't express. */
export const diagnoseDelay = (raw: RawDelay): readonly PathDiagnostic[] => {
  if (typeof raw !== 'object') return []
  const { median, p99 } = raw
  return (parseDuration(p99) ?? 0) > (parseDuration(median) ?? 0) && (parseDuration(median) ?? 0) > 0
    ? []
    : [
        {
          path: [],
          severity: 'error',
          message: `the 99th percentile ${p99} is not above the median ${median}`,
          hint: 'The median is above 0, and p99 above the median.',
        },
      ]
}

export const readDelay = (raw: RawDelay): Delay => {
  if (typeof raw === 'object')
    return { kind: 'lognormal', medianMs: parseDuration(raw.median) ?? 0, p99Ms: parseDuration(raw.p99) ?? 0 }
  const range = parseDurationRange(raw)
  return range ? { kind: 'uniform', fromMs: range[0], toMs: range[1] } : { kind: 'fixed', ms: parseDuration(raw) ?? 0 }
}

/** `5s`, `1s to 3s`, `800ms in the median`. */
export const describeDelay = (delay: Delay): string => {
  switch (delay.kind) {
    case 'fixed':
      return formatDuration(delay.ms)
    case 'uniform':
      return `${formatDuration(delay.fromMs)} to ${formatDuration(delay.toMs)}`
    case 'lognormal':
      return `${formatDuration(delay.medianMs)} in the median`
  }
}
