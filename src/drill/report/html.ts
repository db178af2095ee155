import { escaped } from '../../verdict/forms/escaped.ts'
import type { Finding } from '../../verdict/verdict.ts'
import { many, time } from '../../verdict/words.ts'
import { type Drilled, type DrillResult, worstOf } from '../drilled.ts'
import { cellsOf } from './cells.ts'
import { clientText, reasonsOf, summary, wordOf } from './paragraphs.ts'
import { style } from './style.ts'
import { placeOf, timeline } from './timeline.ts'

/** Calls that a scenario shows; those with findings come first. */
const MOST_CALLS = 50

/** The verdict stands beside the scenario, so that a phone shows both. */
const columns = ['scenario', 'verdict', 'injected', 'attempts', 'waits', 'exit'] as const

const badge = (word: string): string => `<span class="badge ${word}">${word}</span>`

const rowOf = (drilled: Drilled): string => {
  const cells = cellsOf(drilled)
  const shown = columns.map(column => {
    if (column === 'scenario')
      return `<td class="fit"><a href="#${placeOf('scenario', cells.scenario)}">${escaped(cells.scenario)}</a></td>`
    return `<td class="fit">${column === 'verdict' ? badge(cells.verdict) : escaped(cells[column])}</td>`
  })
  return `<tr>${shown.join('')}</tr>`
}

const evidenceOf = ({ evidence }: Finding, shown: ReadonlySet<string>, scenario: string): string =>
  [...new Map(evidence.map(one => [one.entry, one])).values()]
    .map(({ entry, offsetMs }) => {
      const words = `${escaped(entry)} at ${time(offsetMs)}`
      return shown.has(entry) ? `<a href="#${placeOf(scenario, entry)}">${words}</a>` : words
    })
    .join(', ')

const findingOf = (finding: Finding, shown: ReadonlySet<string>, scenario: string): string => {
  const { id, sentence, occurrences, change, basis, doubt, evidence } = finding
  const word = wordOf(finding)
  return [
    `<article id="${placeOf(scenario, id)}" class="${word}">`,
    `<p class="flag">⚑ ${word} ${escaped(id)}${occurrences > 1 ? ` (${many(occurrences, 'time')})` : ''}</p>`,
    `<p>${escaped(sentence)}</p>`,
    ...(doubt === null ? [] : [`<p>Not held against the client: ${escaped(doubt)}.</p>`]),
    `<p><strong>To change:</strong> ${escaped(change)}</p>`,
    `<p class="soft">Because: ${escaped(basis)}</p>`,
    ...(evidence.length > 0 ? [`<p class="soft">Seen in: ${evidenceOf(finding, shown, scenario)}</p>`] : []),
    '</article>',
  ].join('\n')
}

const sectionOf = (drilled: Drilled): string => {
  const { scenario, about, verdict } = drilled
  const calls = verdict.calls.toSorted((a, b) => b.findings.length - a.findings.length).slice(0, MOST_CALLS)
  const entries = new Set(calls.flatMap(({ attempts }) => attempts.map(({ entry }) => entry)))
  const client = clientText(drilled)
  const hidden = verdict.counts.calls - calls.length
  return [
    `<section id="${placeOf('scenario', scenario)}">`,
    `<div class="head"><h2>${escaped(scenario)}</h2>${badge(verdict.result)}</div>`,
    `<p class="soft">${escaped(about)}</p>`,
    ...reasonsOf(verdict).map(reason => `<p>${escaped(reason)}</p>`),
    ...verdict.findings.map(finding => findingOf(finding, entries, scenario)),
    ...calls.map(call => timeline(call, scenario)),
    ...(hidden > 0 ? [`<p class="soft">${many(hidden, 'further call')} not shown.</p>`] : []),
    ...(client === null ? [] : [`<h3>The client</h3><pre tabindex="0">${escaped(client)}</pre>`]),
    '</section>',
  ].join('\n')
}

const legend = [
  ['bar served', 'answered'],
  ['bar retryable', 'failed, may be sent again'],
  ['bar final', 'refused for good'],
  ['bar luck', 'the model failed'],
  ['bar left', 'left by the client'],
  ['told', 'the next attempt was allowed from here on'],
]
  .map(([kind, words]) => `<li><span class="${kind}"></span>${words}</li>`)
  .join('')

/** A drill as one page that needs nothing else: what was found, and each call on a line of time. */
export const html = (result: DrillResult): string =>
  `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>groq-mock drill: ${worstOf(result)}</title>`,
    `<style>${style}</style></head>`,
    '<body><main>',
    `<div class="head"><h1>groq-mock drill</h1>${badge(worstOf(result))}</div>`,
    `<p><code>${escaped(result.command)}</code></p>`,
    `<p class="soft">${escaped(summary(result))} · ${escaped(result.startedAt)} · groq-mock ${escaped(result.version)}</p>`,
    '<div class="wide" tabindex="0" role="region" aria-label="scenarios"><table>',
    `<thead><tr>${columns.map(column => `<th scope="col">${column}</th>`).join('')}</tr></thead>`,
    `<tbody>${result.drilled.map(rowOf).join('')}${result.undone.map(({ scenario }) => `<tr><td>${escaped(scenario)}</td><td colspan="5">not run</td></tr>`).join('')}</tbody></table></div>`,
    `<ul class="legend" aria-label="colours of the bars">${legend}</ul>`,
    ...result.drilled.map(sectionOf),
    '</main></body></html>',
  ].join('\n')}\n`
