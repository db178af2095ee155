import type { Verdict } from '../../verdict.ts'
import { escaped } from '../escaped.ts'
import { legend } from './lane.ts'
import { placeOf } from './place-of.ts'
import { type PagePart, section } from './section.ts'
import { style } from './style.ts'

/** A page of verdicts. */
export interface Page {
  readonly title: string
  readonly result: Verdict['result']
  /** The command that it came from; null where there was none. */
  readonly command: string | null
  /** What else there is to say of the whole, part by part. */
  readonly notes: readonly string[]
  /** The heads of the table of parts, behind name and verdict. */
  readonly columns: readonly string[]
  readonly parts: readonly PagePart[]
  /** Parts that came to nothing, by name. */
  readonly undone: readonly string[]
}

/** The verdict stands beside the name, so that a phone shows both. */
const rowOf = ({ name, verdict, cells }: PagePart, part: number): string =>
  [
    `<tr><td class="fit"><a href="#${placeOf(part, 'part')}">${escaped(name)}</a></td>`,
    `<td class="fit">${badge(verdict.result)}</td>`,
    ...cells.map(cell => `<td class="fit">${escaped(cell)}</td>`),
    '</tr>',
  ].join('')

const badge = (word: Verdict['result']): string => `<span class="badge ${word}">${word}</span>`

const LEGEND = legend.map(([kind, words]) => `<li><span class="${kind}"></span>${words}</li>`).join('')

/** Verdicts as one page that needs nothing else: what was found, and each call on a line of time. */
export const page = ({ title, result, command, notes, columns, parts, undone }: Page): string => {
  const heads = ['verdict', ...columns]
  return `${[
    '<!doctype html>',
    '<html lang="en">',
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}: ${result}</title>`,
    `<style>${style}</style></head>`,
    '<body><main>',
    `<div class="head"><h1>${escaped(title)}</h1>${badge(result)}</div>`,
    ...(command === null ? [] : [`<p><code>${escaped(command)}</code></p>`]),
    `<p class="soft">${notes.map(escaped).join(' · ')}</p>`,
    '<div class="wide" tabindex="0" role="region" aria-label="results"><table>',
    `<thead><tr>${['scenario', ...heads].map(head => `<th scope="col">${head}</th>`).join('')}</tr></thead>`,
    `<tbody>${parts.map(rowOf).join('')}`,
    ...undone.map(name => `<tr><td class="fit">${escaped(name)}</td><td colspan="${heads.length}">not run</td></tr>`),
    '</tbody></table></div>',
    `<ul class="legend" aria-label="colours of the bars">${LEGEND}</ul>`,
    ...parts.map(section),
    '</main></body></html>',
  ].join('\n')}\n`
}
