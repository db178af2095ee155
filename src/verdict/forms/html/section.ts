import type { Expectation, JudgedCall, Verdict } from '../../verdict.ts'
import { many } from '../../words.ts'
import { escaped } from '../escaped.ts'
import { markOf } from '../mark-of.ts'
import { reasonsLeft } from '../reasons-left.ts'
import { costsInWords } from '../verdict-text.ts'
import { findingHtml } from './finding-html.ts'
import { placeOf } from './place-of.ts'
import { timeline } from './timeline.ts'

/** One verdict of a page. */
export interface PagePart {
  readonly name: string
  /** What the scenario does; null where nobody knows. */
  readonly about: string | null
  readonly verdict: Verdict
  /** Its row in the table of the page, behind name and verdict. */
  readonly cells: readonly string[]
  /** How the client ended, where that is worth a word. */
  readonly client: string | null
}

/** Calls that a part shows; those with findings come first. */
const MOST_CALLS = 50

const expected = (expectations: readonly Expectation[]): readonly string[] => {
  if (expectations.length === 0) return []
  const met = expectations.filter(one => one.met === true).length
  const unseen = expectations.filter(one => !one.seen).length
  const rows = expectations.map(
    one => `<li>${markOf(one)} ${escaped(`${one.says} (${one.place}): ${one.sentence}`)}</li>`,
  )
  return [
    `<details><summary>What the scenario expects: ${met} of ${expectations.length} are met${unseen > 0 ? `, ${unseen} not judged` : ''}</summary><ul class="expected">`,
    ...rows,
    '</ul></details>',
  ]
}

/** Calls with nothing to look at are out of the way: what a reader looks for is below them otherwise. */
const calm = (calls: readonly JudgedCall[], part: number): readonly string[] =>
  calls.length === 0
    ? []
    : [
        `<details><summary>${many(calls.length, 'call')} served at once</summary>`,
        ...calls.map(call => timeline(call, part)),
        '</details>',
      ]

const isCalm = ({ attempts, attemptCount, findings, end }: JudgedCall): boolean =>
  attemptCount === 1 && end === 'served' && findings.length === 0 && attempts.every(({ flaws }) => flaws.length === 0)

/** One verdict as a section: why, what was found, and its calls. */
export const section = ({ name, about, verdict, client }: PagePart, part: number): string => {
  const { result, findings, expectations, counts } = verdict
  const calls = verdict.calls.toSorted((a, b) => b.findings.length - a.findings.length).slice(0, MOST_CALLS)
  const entries = new Set(calls.flatMap(({ attempts }) => attempts.map(({ entry }) => entry)))
  const hidden = counts.calls - calls.length
  return [
    `<section id="${placeOf(part, 'part')}">`,
    `<div class="head"><h2>${escaped(name)}</h2><span class="badge ${result}">${result}</span></div>`,
    ...(about === null ? [] : [`<p class="soft">${escaped(about)}</p>`]),
    ...reasonsLeft(verdict).map(reason => `<p>${escaped(reason)}</p>`),
    ...findings.map(finding => findingHtml(finding, entries, part)),
    ...expected(expectations),
    ...calls.filter(call => !isCalm(call)).map(call => timeline(call, part)),
    ...calm(calls.filter(isCalm), part),
    ...(hidden > 0 ? [`<p class="soft">${many(hidden, 'further call')} not shown.</p>`] : []),
    ...(counts.calls > 0 ? [`<p class="soft">${escaped(costsInWords(verdict))}</p>`] : []),
    ...(client === null ? [] : [`<h3>The client</h3><pre tabindex="0">${escaped(client)}</pre>`]),
    '</section>',
  ].join('\n')
}
