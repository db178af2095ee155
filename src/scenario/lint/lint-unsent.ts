import { member } from '../../json-value.ts'
import { listed } from '../../listed.ts'
import type { RawFault } from '../../outcomes/fault.ts'
import type { PathDiagnostic } from '../../path-diagnostic.ts'
import { parseAmount } from '../../units.ts'
import type { RawScenario } from '../language/raw-scenario.ts'
import { everyOutcome, type Placed } from './every-outcome.ts'
import { warning } from './lint-warning.ts'
import { endpointsOf, isNarrow, reachableOperations } from './reachable.ts'

const STREAMS: ReadonlySet<string> = new Set(['chat.completions', 'responses'])

/** Headers and delays where nothing of HTTP is sent. */
const besideFault = ({ raw, path }: Placed): readonly PathDiagnostic[] => {
  const { fault, headers, delay } = raw
  if (typeof fault !== 'string') return []
  return [
    ...(headers === undefined
      ? []
      : [
          warning(
            [...path, 'headers'],
            `these headers are never sent: with fault: ${fault} there is no answer`,
            'Take "headers" out.',
          ),
        ]),
    ...(delay !== undefined && fault === 'hang'
      ? [warning([...path, 'delay'], 'silence that begins later is the same silence', 'Take "delay" out.')]
      : []),
  ]
}

/** Why answers to these requests are no streams; null if they may be. */
const whyWhole = ({ rule: { match = {} } }: Placed): string | null => {
  if (match.stream === false) return 'the rule matches requests that do not ask for a stream'
  const endpoints = endpointsOf(reachableOperations(match))
  const mayStream = !isNarrow(match) || endpoints.length === 0 || endpoints.some(name => STREAMS.has(name))
  return mayStream ? null : `${listed(endpoints, 'and')} ${endpoints.length === 1 ? 'has' : 'have'} no streams`
}

const cutBehindEnd = (one: Placed): readonly PathDiagnostic[] => {
  const fault = one.raw.fault as RawFault | undefined
  const cut = typeof fault === 'object' ? fault.cut : undefined
  const after = cut && parseAmount(cut.after)
  const why = after && 'chunks' in after ? whyWhole(one) : null
  return why === null
    ? []
    : [
        {
          path: [...one.path, 'fault', 'cut', 'after'],
          severity: 'error',
          message: `the answer is one chunk, and is never cut after it: ${why}`,
          hint: 'Cut after bytes or a share: 200 bytes, 40%.',
        },
      ]
}

const doneOfResponses = ({ raw, path, rule: { match = {} } }: Placed): readonly PathDiagnostic[] => {
  const endpoints = endpointsOf(reachableOperations(match))
  if (raw.stream?.noDone === undefined || !isNarrow(match)) return []
  return endpoints.includes('responses') && !endpoints.includes('chat.completions')
    ? [warning([...path, 'stream', 'noDone'], 'streams of responses have no [DONE] anyway', 'Take "noDone" out.')]
    : []
}

const namesTwice = (headers: unknown, path: PathDiagnostic['path']): readonly PathDiagnostic[] => {
  const seen = new Set<string>()
  return Object.keys(typeof headers === 'object' && headers !== null ? headers : {}).flatMap(name => {
    const lower = name.toLowerCase()
    const isTwin = seen.has(lower)
    seen.add(lower)
    return isTwin
      ? [
          {
            path: [...path, name],
            severity: 'error' as const,
            message: `the header ${lower} is here twice; the case of letters does not count`,
            hint: 'Keep one of them.',
          },
        ]
      : []
  })
}

const twins = ({ raw, path }: Placed): readonly PathDiagnostic[] => [
  ...namesTwice(raw.headers, [...path, 'headers']),
  ...(['error', 'reply'] as const).flatMap(key => namesTwice(member(raw[key], 'headers'), [...path, key, 'headers'])),
]

/** What never leaves, because the answer has no place for it. */
export const lintUnsent = (raw: RawScenario): readonly PathDiagnostic[] => [
  ...everyOutcome(raw).flatMap(one => [
    ...besideFault(one),
    ...cutBehindEnd(one),
    ...doneOfResponses(one),
    ...twins(one),
  ]),
  ...(raw.rules ?? []).flatMap(({ match }, i) => namesTwice(match?.header, ['rules', i, 'match', 'header'])),
]
