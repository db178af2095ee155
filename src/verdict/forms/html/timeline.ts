import { earliestTold } from '../../told-wait.ts'
import type { Attempt, JudgedCall } from '../../verdict.ts'
import { many, time } from '../../words.ts'
import { gotOf } from '../attempt-words.ts'
import { escaped } from '../escaped.ts'
import { type Bar, laneOf, type Mark, type Span, spanOf } from './lane.ts'
import { placeOf } from './place-of.ts'

const barHtml = ({ entry, end, left, width, words }: Bar, part: number): string =>
  `<a class="bar ${end}" href="#${placeOf(part, entry)}" title="${escaped(words)}" aria-label="${escaped(words)}" style="left:${left};width:${width}"></a>`

const markHtml = ({ left, words }: Mark): string =>
  `<span class="told" title="${escaped(words)}" style="left:${left}"></span>`

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
  const { bars, marks } = laneOf(attempts, span)
  const drawn = [...marks.map(markHtml), ...bars.map(bar => barHtml(bar, part))].join('')
  const flags = findings.map(finding => `<a href="#${placeOf(part, finding)}">${escaped(finding)}</a>`).join(', ')
  const missing = attemptCount - attempts.length
  return [
    `<h3>${escaped(id)} <span class="soft">${escaped(whatOf(call))}</span>${flags === '' ? '' : ` ⚑ ${flags}`}</h3>`,
    `<div class="lane">${drawn}</div>`,
    `<div class="axis"><span>0</span><span>${time(span.lengthMs)}</span></div>`,
    `<details${findings.length > 0 ? ' open' : ''}><summary>Attempts${missing > 0 ? ` (${missing} in the middle are left out)` : ''}</summary>`,
    `<div class="wide" tabindex="0" role="group" aria-label="${escaped(`attempts of ${id}`)}"><table><thead><tr>${HEADS.map(head => `<th scope="col">${head}</th>`).join('')}</tr></thead>`,
    `<tbody>${attempts.map(attempt => rowOf(attempt, span, part)).join('')}</tbody></table></div></details>`,
  ].join('\n')
}
