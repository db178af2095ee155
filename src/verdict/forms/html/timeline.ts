import { earliestTold } from '../../told-wait.ts'
import type { Attempt, JudgedCall } from '../../verdict.ts'
import { many, time } from '../../words.ts'
import { gotOf } from '../attempt-words.ts'
import { escaped } from '../escaped.ts'
import { placeOf } from './place-of.ts'

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

const barOf = (attempt: Attempt, span: Span, part: number): string => {
  const { startedMs, endedMs, end, entry } = attempt
  const words = `attempt ${attempt.attempt}: ${gotOf(attempt)}, at ${time(startedMs - span.fromMs)}, took ${time(endedMs - startedMs)}`
  return (
    `<a class="bar ${end}" href="#${placeOf(part, entry)}" title="${escaped(words)}" aria-label="${escaped(words)}" ` +
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

const rowOf = (attempt: Attempt, span: Span, part: number): string => {
  const { entry, startedMs, endedMs, waitMs, because } = attempt
  const told = earliestTold(attempt)
  const cells = [
    String(attempt.attempt),
    time(startedMs - span.fromMs),
    waitMs === null ? '' : waitMs < 0 ? 'before its end' : time(waitMs),
    gotOf(attempt),
    time(endedMs - startedMs),
    told === null ? '' : `${told.says}: ${time(told.ms)}`,
  ]
  return (
    `<tr id="${placeOf(part, entry)}">${cells.map(cell => `<td class="fit">${escaped(cell)}</td>`).join('')}` +
    `<td class="long">${escaped(because)}</td><td class="fit"><code>${escaped(entry)}</code></td></tr>`
  )
}

const HEADS = ['attempt', 'at', 'waited', 'got', 'took', 'was told', 'because', 'entry']

const whatOf = ({ endpoint, model, userAgent, attemptCount }: JudgedCall): string =>
  [endpoint, model, userAgent, many(attemptCount, 'attempt')].filter(part => part !== null).join(' · ')

/** A call as bars on a line of time, and its attempts as a table below. */
export const timeline = (call: JudgedCall, part: number): string => {
  const { attempts, attemptCount, id, findings } = call
  const span = spanOf(attempts)
  const bars = attempts.map(attempt => markOf(attempt, span) + barOf(attempt, span, part)).join('')
  const flags = findings.map(finding => `<a href="#${placeOf(part, finding)}">${escaped(finding)}</a>`).join(', ')
  const missing = attemptCount - attempts.length
  return [
    `<h3>${escaped(id)} <span class="soft">${escaped(whatOf(call))}</span>${flags === '' ? '' : ` ⚑ ${flags}`}</h3>`,
    `<div class="lane">${bars}</div>`,
    `<div class="axis"><span>0</span><span>${time(span.lengthMs)}</span></div>`,
    `<details${findings.length > 0 ? ' open' : ''}><summary>Attempts${missing > 0 ? ` (${missing} in the middle are left out)` : ''}</summary>`,
    `<div class="wide" tabindex="0" role="group" aria-label="${escaped(`attempts of ${id}`)}"><table><thead><tr>${HEADS.map(head => `<th scope="col">${head}</th>`).join('')}</tr></thead>`,
    `<tbody>${attempts.map(attempt => rowOf(attempt, span, part)).join('')}</tbody></table></div></details>`,
  ].join('\n')
}
