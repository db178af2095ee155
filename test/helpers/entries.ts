import fc from 'fast-check'
import type { Entry } from '#src/journal/entry'
import { entrySchema } from '#src/journal/entry-schema'
import { anyLetter } from './any-letter.ts'

const usual: Partial<Entry> = {
  id: 'req_01kb1cq2zk3v4w5x6y7z8a9b0c',
  session: 'default',
  at: '2026-01-01T00:00:00.000Z',
  offsetMs: 0,
  call: 'call-1',
  ordinal: 1,
  attempt: 1,
  certainty: 'inferred',
  follows: null,
  retryCount: null,
  batch: null,
  connection: 1,
  requestOnConnection: 1,
  httpVersion: '1.1',
  method: 'POST',
  path: '/openai/v1/chat/completions',
  endpoint: 'chat.completions',
  model: 'openai/gpt-oss-20b',
  tier: null,
  stream: false,
  requestBytes: 90,
  fingerprint: '1pmjay7-rhoCkbhpPkNNWRmmUvN_6GWvgxc',
  rule: null,
  rules: [],
  outcome: 'complete',
  because: 'no rule spoke: success',
  nearMisses: [],
  status: 200,
  variant: null,
  ttfbMs: 1.5,
  durationMs: 2.25,
  bytes: 800,
  chunks: 1,
  endedBy: 'server',
  flaws: [],
  remaining: null,
  told: null,
  userAgent: null,
  kept: null,
}

// whatever else an entry has is nothing here
const nothing = Object.fromEntries(entrySchema.required.map(name => [name, null]))

/** An entry with the usual values. */
export const entryOf = (more: Partial<Entry> = {}): Entry => ({ ...nothing, ...usual, ...more }) as Entry

const flaws = [
  'reset',
  'drop',
  'hang',
  'garbage',
  'cut',
  'trickle',
  'short',
  'error',
  'malformed',
  'noDone',
  'stall',
] as const

const record = <Values extends object>(arbitraries: { [Name in keyof Values]: fc.Arbitrary<Values[Name]> }) =>
  fc.record(arbitraries, { noNullPrototype: true })
const text = fc.string({ unit: anyLetter, maxLength: 40 })
const orNull = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null })
const ms = fc.integer({ min: 0, max: 1e9 }).map(micro => micro / 1000)
const count = fc.oneof(fc.nat(300), fc.maxSafeNat())
const told = <Form extends string>(...forms: Form[]) =>
  orNull(
    record({
      is: fc.constantFrom<(Form | 'malformed' | 'removed')[]>(...forms, 'malformed', 'removed'),
      text: orNull(text),
      ms: orNull(ms),
    }),
  )

/** Entries of any content. */
export const anyEntry: fc.Arbitrary<Entry> = record({
  session: fc.constantFrom('default', 'worker-1', 's-abcdef-01kb1cq2zk3v4w5x6y7z8a9b0c'),
  offsetMs: ms,
  call: text,
  ordinal: count,
  attempt: count,
  certainty: fc.constantFrom('certain', 'inferred'),
  follows: orNull(text),
  retryCount: orNull(count),
  batch: orNull(text),
  connection: count,
  requestOnConnection: count,
  httpVersion: fc.constantFrom('1.0', '1.1', '2', null),
  method: text,
  path: text,
  endpoint: orNull(text),
  model: orNull(text),
  tier: orNull(text),
  stream: fc.constantFrom(true, false, null),
  requestBytes: count,
  fingerprint: text,
  rule: orNull(text),
  rules: fc.array(text, { maxLength: 3 }),
  outcome: orNull(text),
  because: text,
  nearMisses: fc.array(record({ rule: text, missed: text }), { maxLength: 3 }),
  status: orNull(fc.integer({ min: 100, max: 599 })),
  variant: orNull(text),
  ttfbMs: orNull(ms),
  durationMs: ms,
  bytes: count,
  chunks: count,
  endedBy: fc.constantFrom('server', 'client', 'fault'),
  flaws: fc.array(fc.constantFrom(...flaws), { maxLength: 2 }),
  remaining: orNull(record({ requests: orNull(fc.integer()), amount: orNull(fc.integer()) })),
  told: orNull(
    record({
      retryAfter: told('seconds', 'date'),
      retryAfterMs: told('milliseconds'),
      shouldRetry: orNull(record({ is: fc.constantFrom('true', 'false', 'malformed', 'removed'), text: orNull(text) })),
      tryAgainInMs: orNull(ms),
      roomAtMs: orNull(ms),
    }),
  ),
  userAgent: orNull(text),
  kept: orNull(record({ headers: fc.dictionary(text, text, { noNullPrototype: true }), body: orNull(text) })),
}).map(entryOf)
