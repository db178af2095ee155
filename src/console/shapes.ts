import type { AnswerTo, Calls } from '../control/api/calls.ts'
import type { Entry } from '../journal/entry.ts'

type Answer<Name extends keyof Calls> = AnswerTo<Name>['body']

/** A session, as the control API shows it. */
export type ShownSession = Answer<'GET /sessions/:id'>
export type ListedScenario = Answer<'GET /scenarios'>['scenarios'][number]
export type ShownScenario = Answer<'GET /scenarios/:name'>
export type Diagnostic = ShownScenario['diagnostics'][number]
export type ShownLimits = Answer<'GET /sessions/:id/limits'>
export type Bucket = ShownLimits['limits'][number]['buckets'][number]
export type ShownInjection = Answer<'GET /sessions/:id/injections'>['injections'][number]

/** An entry without what is kept of its request, which may be megabytes. */
export interface LightEntry extends Entry {
  readonly kept: null
}
