import { escaped } from '../../verdict/forms/escaped.ts'
import { style } from '../../verdict/forms/html/style.ts'
import type { CaseResult } from '../result.ts'
import { type Results, summary, timesOf } from '../results.ts'
import { seenWords, waitWords } from './cell-words.ts'

/** Colours of the results, beside those of verdicts. */
const OWN = `
.OK { color: var(--pass) } .NON-STRICT { color: var(--unsure) } .FAILED { color: var(--fail) } .INFORMATIONAL { color: var(--info) } .MISSING { color: var(--soft) }
td summary { padding: 0; white-space: nowrap } td.case summary { white-space: normal } td details p { max-width: 40ch; font-size: .85rem } tr.family th { font-size: 1rem; color: var(--ink); padding-top: 1rem }
.subjects { columns: 24rem auto; column-gap: 2rem; margin: 1rem 0 } .subjects details { break-inside: avoid } .subjects details p { font-size: .85rem; padding-left: 1rem }
.matrix { overflow: auto; max-height: 90vh } thead th { position: sticky; top: 0; z-index: 1; background: var(--ground) }
td.case, th.case { position: sticky; left: 0; background: var(--ground); min-width: min(14rem, 40vw); max-width: 40vw } thead th.case { z-index: 2 }
tr.family th span { position: sticky; left: 0 }
@media print { .matrix { max-height: none } }
`.trim()

const badge = (word: string): string => `<span class="badge ${word}">${word}</span>`
const paragraph = (text: string): string => (text === '' ? '' : `<p>${escaped(text)}</p>`)

/** A cell that opens to what it stands on. */
const cell = (results: Results, id: string): string => {
  const one = results.cases.find(other => other.id === id)
  if (one === undefined) return '<td>–</td>'
  const times = timesOf(results, id)
  const waits = waitWords(times)
  const { seen } = one
  const evidence = [
    ...one.why.map(why => `${why[0]?.toUpperCase()}${why.slice(1)}.`),
    `Seen: ${seenWords(one)}.`,
    waits === '' ? '' : `Waits: ${waits}.`,
    seen?.reported?.ok ? `Read: ${seen.reported.text === null ? 'nothing' : JSON.stringify(seen.reported.text)}.` : '',
    times && times.findings.length > 0 ? `Findings: ${times.findings.join(', ')}.` : '',
  ]
  return `<td><details><summary>${badge(one.result)}</summary>${evidence.map(paragraph).join('')}</details></td>`
}

/** Where it is said; a link only where it leads to a page, whatever stands in a file of cases. */
const sourceOf = ({ source: { document, section, url } }: CaseResult): string => {
  const words = escaped(`${document}, ${section}`)
  return /^https?:\/\//.test(url) ? `<p><a href="${escaped(url)}">${words}</a></p>` : `<p>${words}</p>`
}

const row = (one: CaseResult, all: readonly Results[]): string =>
  [
    `<tr><td class="case"><details><summary>${escaped(one.id)}</summary><p>${escaped(one.title)}</p>${sourceOf(one)}</details></td>`,
    `<td class="fit">${one.level}</td>`,
    ...all.map(results => cell(results, one.id)),
    '</tr>',
  ].join('')

/** Every case that any of them has, once, in the order in which it comes. */
const casesIn = (all: readonly Results[]): readonly CaseResult[] => [
  ...new Map(all.flatMap(({ cases }) => cases.map(one => [one.id, one] as const))).values(),
]

const body = (all: readonly Results[]): string => {
  const cases = casesIn(all)
  const families = [...new Set(cases.map(({ family }) => family))]
  return families
    .map(
      family =>
        `<tbody><tr class="family"><th scope="rowgroup" colspan="${all.length + 2}"><span>${escaped(family)}</span></th></tr>` +
        `${cases
          .filter(one => one.family === family)
          .map(one => row(one, all))
          .join('\n')}</tbody>`,
    )
    .join('\n')
}

/** A client and its sums, which open to when and how it was run. */
const subjectOf = (results: Results): string =>
  [
    `<details><summary><strong>${escaped(results.subject)}</strong>: ${summary(results)}</summary>`,
    `<p class="soft">${escaped(results.times.startedAt)} · groq-mock ${escaped(results.groqMock)}</p>`,
    `<p><code>${escaped(results.command)}</code></p></details>`,
  ].join('')

/** A matrix of subjects and cases as one page that needs nothing else. */
export const html = (all: readonly Results[]): string =>
  `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<title>groq-mock conform</title>',
    `<style>${style}\n${OWN}</style></head>`,
    '<body><main>',
    '<div class="head"><h1>groq-mock conform</h1></div>',
    `<div class="subjects">${all.map(subjectOf).join('\n')}</div>`,
    '<p class="soft">A result opens to what it stands on.</p>',
    '<div class="matrix" tabindex="0" role="region" aria-label="results"><table>',
    `<thead><tr><th scope="col" class="case">case</th><th scope="col">level</th>${all.map(({ subject }) => `<th scope="col">${escaped(subject)}</th>`).join('')}</tr></thead>`,
    body(all),
    '</table></div>',
    '</main></body></html>',
  ].join('\n')}\n`
