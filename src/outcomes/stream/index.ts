import type { JsonSchema } from '../../json-schema.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import type { Packet } from '../../wire/packet.ts'
import type { Remark } from '../remark.ts'
import { bom } from './bom.ts'
import { coalesce } from './coalesce.ts'
import { crlf } from './crlf.ts'
import { duplicate } from './duplicate.ts'
import { errorEvent } from './error-event.ts'
import { firstToken } from './first-token.ts'
import { keepAlive } from './keep-alive.ts'
import { lines } from './lines.ts'
import { malformed } from './malformed.ts'
import { noDone } from './no-done.ts'
import { pace } from './pace.ts'
import { split } from './split.ts'
import { stall } from './stall.ts'
import type { Stream, StreamFacts, StreamModifier } from './stream-modifier.ts'

/**
 * Every change of a stream, by the key that scenarios write, in the order in which they are made: what comes, then when,
 * then in which bytes and packets. A new one is a file of its own and a line here.
 */
export const streamModifiers = {
  noDone,
  malformed,
  duplicate,
  error: errorEvent,
  pace,
  firstToken,
  stall,
  lines,
  bom,
  keepAlive,
  crlf,
  coalesce,
  split,
} as const

type Modifiers = typeof streamModifiers
export type StreamKey = keyof Modifiers

/** What stands behind `stream:` in a scenario. */
export type RawStream = { readonly [Key in StreamKey]?: Parameters<Modifiers[Key]['read']>[0] }

/** What is to be changed, by key. */
export type StreamSpec = { readonly [Key in StreamKey]?: ReturnType<Modifiers[Key]['read']> }

/** What is to be changed in one answer. */
export interface StreamChange {
  readonly spec: StreamSpec
  /** How long the first token waits, drawn for this answer. */
  readonly firstTokenMs: number
  /** The keys that rules set, for remarks about what could not be done; those of `api` are not named. */
  readonly said: readonly StreamKey[]
}

export const streamKeys = Object.keys(streamModifiers) as readonly StreamKey[]

/** The modifiers, without their own types. */
const byKey = streamModifiers as unknown as Readonly<Record<StreamKey, StreamModifier<unknown, unknown>>>

const given = (spec: StreamSpec | RawStream): readonly StreamKey[] => streamKeys.filter(key => spec[key] !== undefined)

const schemaOf = (description: string, examples: readonly unknown[], keys: readonly StreamKey[]): JsonSchema => ({
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  description,
  examples,
  properties: Object.fromEntries(keys.map(key => [key, byKey[key].schema])),
})

/** `stream:` in a rule or an item. */
export const streamSchema = schemaOf(
  'What changes an answer that is streamed.',
  [{ firstToken: '5s' }, { stall: { after: '10 chunks', for: '30s' } }],
  [
    ...['firstToken', 'pace', 'stall', 'keepAlive', 'error', 'malformed', 'duplicate', 'noDone', 'lines', 'bom'],
    ...['coalesce', 'split', 'crlf'],
  ] as readonly StreamKey[],
)

/** `stream:` in `api`: how fast the API is where no rule says otherwise. */
export const apiStreamSchema = schemaOf(
  'How fast streams come.',
  [{ firstToken: '120ms', pace: '300 tokens/s' }],
  ['firstToken', 'pace'],
)

/** The mistakes that the schema can't express. */
export const diagnoseStream = (raw: RawStream): readonly PathDiagnostic[] =>
  given(raw).flatMap(key =>
    (byKey[key].diagnose?.(raw[key]) ?? []).map(found => ({ ...found, path: [key, ...found.path] })),
  )

export const readStream = (raw: RawStream): StreamSpec =>
  Object.fromEntries(given(raw).map(key => [key, byKey[key].read(raw[key])]))

/** `the first token after 5s, no [DONE]`; empty where rules said nothing. */
export const describeStream = ({ spec, said }: Pick<StreamChange, 'spec' | 'said'>): string =>
  streamKeys
    .filter(key => said.includes(key))
    .map(key => byKey[key].describe(spec[key]))
    .join(', ')

/** The packets with all changes, each made when its turn comes; null where a change has to see others than the one. */
export const changeEach = (
  packets: Iterable<Packet>,
  { spec, firstTokenMs }: StreamChange,
): Iterable<Packet> | null => {
  let changed = packets
  for (const key of given(spec)) {
    const { each } = byKey[key]
    if (each === undefined) return null
    changed = each(changed, spec[key], { firstTokenMs })
  }
  return changed
}

/** Makes the changes, one after the other; `remarks` says what could not be done, and why. */
export const changeStream = (
  stream: Stream,
  { spec, firstTokenMs }: StreamChange,
  context: StreamFacts['context'],
): { readonly stream: Stream; readonly remarks: readonly Remark[] } => {
  const remarks: Remark[] = []
  let changed = stream
  for (const key of given(spec)) {
    const next = byKey[key].apply(changed, spec[key], { context, firstTokenMs })
    if (typeof next === 'string') remarks.push({ why: next, keys: [key] })
    else changed = next
  }
  return { stream: changed, remarks }
}
