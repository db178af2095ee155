import type { JsonSchema } from '../json-schema.ts'
import { successOf } from './complete.ts'
import { deliver } from './deliver.ts'
import { type CutSpec, cut, type RawCut } from './faults/cut.ts'
import { drop } from './faults/drop.ts'
import type { BodyFault, Break } from './faults/fault-kind.ts'
import { garbage } from './faults/garbage.ts'
import { hang } from './faults/hang.ts'
import { reset } from './faults/reset.ts'
import { type RawShort, type ShortSpec, short } from './faults/short.ts'
import { type RawTrickle, type TrickleSpec, trickle } from './faults/trickle.ts'
import type { OutcomeKind } from './outcome-kind.ts'
import { unstreamed } from './unstreamed.ts'

/** Breaks before any byte of an answer. A new one is a file of its own and a line here. */
const connectionFaults = { reset, drop, hang, garbage } as const

/** Breaks in the body of an answer. */
const bodyFaults = { cut, trickle, short } as const

type ConnectionName = keyof typeof connectionFaults
type BodyName = keyof typeof bodyFaults

/** What stands behind `fault:` in a scenario. */
export type RawFault = ConnectionName | Partial<RawCut & RawTrickle & RawShort>

/** What breaks: the connection, or the answer that the API would give. */
export type FaultSpec =
  | { readonly breaks: 'connection'; readonly name: ConnectionName }
  | { readonly breaks: 'answer'; readonly name: 'cut'; readonly spec: CutSpec }
  | { readonly breaks: 'answer'; readonly name: 'trickle'; readonly spec: TrickleSpec }
  | { readonly breaks: 'answer'; readonly name: 'short'; readonly spec: ShortSpec }

/** A break in the body of an answer, whichever it is. */
export type AnswerFault = Extract<FaultSpec, { readonly breaks: 'answer' }>

/** The kinds, without their own types. */
const bodyKinds = bodyFaults as unknown as Readonly<Record<BodyName, BodyFault<unknown, unknown>>>
const bodyNames = Object.keys(bodyFaults) as readonly BodyName[]

const schema: JsonSchema = {
  description: 'A break below or inside HTTP: of the connection before any byte, or in the body of the answer.',
  examples: ['reset', { cut: { after: '3 chunks' }, with: 'reset' }],
  expects: `${Object.keys(connectionFaults).join(', ')}, or a mapping with ${bodyNames.join(', ')}`,
  anyOf: [
    { enum: Object.keys(connectionFaults) },
    {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      atMostOneOf: bodyNames,
      properties: {
        cut: cut.schema,
        with: {
          enum: ['reset', 'end'],
          description: 'How a cut ends: `reset` (default), or `end`, as if the answer were whole.',
          examples: ['end'],
        },
        trickle: trickle.schema,
        short: short.schema,
      },
    },
  ],
}

const nameIn = (raw: object): BodyName | undefined => bodyNames.find(name => Object.hasOwn(raw, name))

const diagnose: OutcomeKind<RawFault, FaultSpec>['diagnose'] = raw => {
  if (typeof raw === 'string') return []
  const name = nameIn(raw)
  if (raw.with !== undefined && name !== 'cut')
    return [
      {
        path: ['with'],
        severity: 'error',
        message: '"with" needs a cut',
        hint: 'It says how a cut ends: write cut: { after: 3 chunks }, or take "with" out.',
      },
    ]
  return name ? (bodyKinds[name].diagnose?.(raw) ?? []) : []
}

const read = (raw: RawFault): FaultSpec => {
  if (typeof raw === 'string') return { breaks: 'connection', name: raw }
  const name = nameIn(raw) ?? 'cut'
  // each kind reads its own key; the pair is of one kind by construction
  return { breaks: 'answer', name, spec: bodyKinds[name].read(raw) } as FaultSpec
}

/** Does to an answer what the fault says. */
export const breakOf =
  ({ name, spec }: AnswerFault): Break =>
  answer => {
    const broken = bodyKinds[name].apply(answer, spec)
    return typeof broken === 'string' ? { why: broken, keys: [name] } : broken
  }

/** What breaks below or inside HTTP. */
export const fault: OutcomeKind<RawFault, FaultSpec> = {
  schema,
  diagnose,
  read,
  describe: spec =>
    spec.breaks === 'connection' ? connectionFaults[spec.name].description : bodyKinds[spec.name].describe(spec.spec),
  perform: async (spec, performance) => {
    if (spec.breaks === 'answer') {
      const { head, given } = successOf({}, performance)
      return deliver(head, given, performance, breakOf(spec))
    }
    await connectionFaults[spec.name].perform(performance.wire)
    return unstreamed(performance)
  },
}
