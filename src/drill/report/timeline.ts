import { escaped } from '../../verdict/forms/escaped.ts'
import { earliestTold } from '../../verdict/told-wait.ts'
import type { Attempt, JudgedCall } from '../../verdict/verdict.ts'
import { many, time } from '../../verdict/words.ts'
import { failureOf } from './cells.ts'

/** The place of an entry in the page; the scenario is part of it, as ids are made anew for each server. */
export const placeOf = (scenario: string, entry: string): string => `${scenario}--${entry}`.replace(/[^\w-]/g, '_')

/** From the first byte of a call to its last, in milliseconds of its session. */
interface Span {
  readonly fromMs: number
  readonly lengthMs: number
}

/** What was told is shown also behind the end of the call, as long as the bars stay wide enough to be seen. */
const MOST_STRETCH = 4

const spanOf = (attempts: readonly Attempt[]): Span => {
  const fromMs = Math.min(...attempts.map(({ startedMs }) => startedMs))
  const lengthMs = Math.max(1, ...attempts.map(({ endedMs }) => endedMs - fromMs))
  const told = attempts.flatMap(attempt => earliestTold(attempt)?.dueMs ?? []).map(dueMs => dueMs - fromMs)
  return { fromMs, lengthMs: Math.max(lengthMs, ...told.filter(ms => ms <= lengthMs * MOST_STRETCH)) }
}

const percent = (ms: number, { lengthMs }: Span): string => `${((ms / lengthMs) * 100).toFixed(2)}%`

const outcomeOf = (attempt: Attempt): string => failureOf(attempt) ?? String(attempt.status ?? 'served')

const barOf = (attempt: Attempt, span: Span, scenario: string): string => {
  const { startedMs, endedMs, end, entry } = attempt
  const words = `attempt ${attempt.attempt}: ${outcomeOf(attempt)}, at ${time(startedMs - span.fromMs)}, took ${time(endedMs - startedMs)}`
  return (
    `<a class="bar ${end}" href="#${placeOf(scenario, entry)}" title="${escaped(words)}" aria-label="${escaped(words)}" ` +
    `style="left:min(${percent(startedMs - span.fromMs, span)}, 100% - .3rem);width:${percent(endedMs - startedMs, span)}"></a>`
  )
}

/** Where what was told allowed the next attempt, as far as it lies within the call. */
const markOf = (attempt: Attempt, span: Span): string => {
  const told = earliestTold(attempt)
  const atMs = told === null ? Number.NaN : told.dueMs - span.fromMs
  return atMs >= 0 && atMs <= span.lengthMs
    ? `<span class="told" title="${escaped(`the next attempt was allowed from here on: ${told?.says}`)}" style="left:${percent(atMs, span)}"></span>`
    : ''
}

const rowOf = (attempt: Attempt, span: Span, scenario: string): string => {
  const { entry, startedMs, endedMs, waitMs, because } = attempt
  const told = earliestTold(attempt)
  const cells = [
    String(attempt.attempt),
    time(startedMs - span.fromMs),
    waitMs === null ? '' : waitMs < 0 ? 'before its end' : time(waitMs),
    outcomeOf(attempt),
    time(endedMs - startedMs),
    told === null ? '' : `${told.says}: ${time(told.ms)}`,
  ]
  return (
    `<tr id="${placeOf(scenario, entry)}">${cells.map(cell => `<td class="fit">${escaped(cell)}</td>`).join('')}` +
    `<td>${escaped(because)}</td><td><code>${escaped(entry)}</code></td></tr>`
  )
}

const HEADS = ['attempt', 'at', 'waited', 'got', 'took', 'was told', 'because', 'entry']

const whatOf = ({ endpoint, model, userAgent, attemptCount }: JudgedCall): string =>
  [endpoint, model, userAgent, many(attemptCount, 'attempt')].filter(part => part !== null).join(' · ')

/** A call as bars on a line of time, and its attempts as a table below. */
export const timeline = (call: JudgedCall, scenario: string): string => {
  const { attempts, attemptCount, id, findings } = call
  const span = spanOf(attempts)
  const bars = attempts.map(attempt => markOf(attempt, span) + barOf(attempt, span, scenario)).join('')
  const flags = findings.map(finding => `<a href="#${placeOf(scenario, finding)}">${escaped(finding)}</a>`).join(', ')
  const missing = attemptCount - attempts.length
  return [
    `<h3>${escaped(id)} <span class="soft">${escaped(whatOf(call))}</span>${flags === '' ? '' : ` ⚑ ${flags}`}</h3>`,
    `<div class="lane">${bars}</div>`,
    `<div class="axis"><span>0</span><span>${time(span.lengthMs)}</span></div>`,
    `<details${findings.length > 0 ? ' open' : ''}><summary>Attempts${missing > 0 ? ` (${missing} in the middle are left out)` : ''}</summary>`,
    `<div class="wide" tabindex="0" role="region" aria-label="${escaped(`attempts of ${id}`)}"><table><thead><tr>${HEADS.map(head => `<th scope="col">${head}</th>`).join('')}</tr></thead>`,
    `<tbody>${attempts.map(attempt => rowOf(attempt, span, scenario)).join('')}</tbody></table></div></details>`,
  ].join('\n')
}
