import { preflightStatus } from '../groq/browsers.ts'
import type { Rule } from '../scenario/scenario.ts'
import type { Question } from './question.ts'
import type { Ruling } from './ruling.ts'

const WORDS = { preflight: 'the preflight of a browser', server: 'OPTIONS * asks about the server' } as const

const namesMethod = ({ criteria }: Rule): boolean => criteria.some(({ key }) => key === 'method')

/** The rules that may speak: to a request that only asks what may be asked, no other than those that name its method. */
export const rulesAsked = ({ call, session: { scenario, injections } }: Question): readonly Rule[] => {
  const rules = scenario.rulesFor(call.endpoint)
  if (call.inquiry) return rules.filter(namesMethod)
  return injections.rules.length === 0 ? rules : [...injections.rules, ...rules]
}

/** Answers a request that only asks what may be asked, where no rule did. */
export const inquiry = ({ call }: Question): Ruling | null =>
  call.inquiry
    ? {
        outcome: { kind: 'reply', reply: { status: preflightStatus, headers: call.inquiry.answer, body: null } },
        reason: WORDS[call.inquiry.kind],
      }
    : null
