import type { JsonSchema } from '../json-schema.ts'
import type { PathDiagnostic } from '../path-diagnostic.ts'
import { formatDuration, parseDuration, parseDurationRange } from '../units.ts'

/** A wait in real time, in milliseconds, whatever else goes on. */
type PlainDelay =
  | { readonly kind: 'fixed'; readonly ms: number }
  | { readonly kind: 'uniform'; readonly fromMs: number; readonly toMs: number }
  | { readonly kind: 'lognormal'; readonly medianMs: number; readonly p99Ms: number }

/** The same, or one that is longer by so much for each other request that is under way. */
export type Delay =
  | PlainDelay
  | { readonly kind: 'loaded'; readonly base: PlainDelay; readonly perConcurrentMs: number }

/** `2s`, `1s..3s`, or a median and a 99th percentile. */
type RawPlainDelay = string | { readonly median: string; readonly p99: string }

/** The same, or what grows with load. */
export type RawDelay = RawPlainDelay | RawLoaded

interface RawLoaded {
  readonly base?: RawPlainDelay
  readonly perConcurrent: string
}

const duration = { type: 'string', format: 'duration' } as const satisfies JsonSchema

const plain: readonly JsonSchema[] = [
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
]

const loaded: JsonSchema = {
  type: 'object',
  expects: 'a mapping with base and perConcurrent',
  additionalProperties: false,
  required: ['perConcurrent'],
  properties: {
    base: {
      description: 'How long a request waits that is alone. By default not at all.',
      examples: ['50ms', '50ms..80ms', { median: '50ms', p99: '400ms' }],
      expects: 'a duration such as 2s, a range such as 1s..3s, or { median, p99 }',
      anyOf: plain,
    },
    perConcurrent: {
      ...duration,
      description:
        'How much longer it waits for each other request of its session that is being answered when it comes.',
      examples: ['10ms'],
    },
  },
}

/** A delay, wherever it may stand. */
export const delaySchema = (description: string): JsonSchema => ({
  description,
  examples: ['2s', '1s..3s', { median: '800ms', p99: '4s' }, { base: '50ms', perConcurrent: '10ms' }],
  expects: 'a duration such as 2s, a range such as 1s..3s, { median, p99 }, or { base, perConcurrent }',
  anyOf: [...plain, loaded],
})

/** Whether a delay grows with load. */
export const isLoaded = (raw: RawDelay | undefined): raw is RawLoaded =>
  typeof raw === 'object' && 'perConcurrent' in raw

/** The mistakes in a delay that the schema can't express. */
export const diagnoseDelay = (raw: RawDelay): readonly PathDiagnostic[] => {
  if (typeof raw !== 'object') return []
  if (isLoaded(raw)) return diagnoseDelay(raw.base ?? '0s').map(found => ({ ...found, path: ['base', ...found.path] }))
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

const readPlain = (raw: RawPlainDelay): PlainDelay => {
  if (typeof raw === 'object')
    return { kind: 'lognormal', medianMs: parseDuration(raw.median) ?? 0, p99Ms: parseDuration(raw.p99) ?? 0 }
  const range = parseDurationRange(raw)
  return range ? { kind: 'uniform', fromMs: range[0], toMs: range[1] } : { kind: 'fixed', ms: parseDuration(raw) ?? 0 }
}

export const readDelay = (raw: RawDelay): Delay =>
  isLoaded(raw)
    ? { kind: 'loaded', base: readPlain(raw.base ?? '0s'), perConcurrentMs: parseDuration(raw.perConcurrent) ?? 0 }
    : readPlain(raw)

/** `5s`, `1s to 3s`, `800ms in the median`. */
export const describeDelay = (delay: Delay): string => {
  switch (delay.kind) {
    case 'fixed':
      return formatDuration(delay.ms)
    case 'uniform':
      return `${formatDuration(delay.fromMs)} to ${formatDuration(delay.toMs)}`
    case 'lognormal':
      return `${formatDuration(delay.medianMs)} in the median`
    case 'loaded':
      return `${describeDelay(delay.base)} and ${formatDuration(delay.perConcurrentMs)} for each other request under way`
  }
}
