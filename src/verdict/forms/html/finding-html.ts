import type { Finding } from '../../verdict.ts'
import { escaped } from '../escaped.ts'
import { evidenceOf, findingParts, titleOf, wordOf } from '../finding-parts.ts'
import { placeOf } from './place-of.ts'

/** A finding as a flag that leads to the entries which show it, as far as the page has them. */
export const findingHtml = (finding: Finding, shown: ReadonlySet<string>, part: number): string => {
  const seen = evidenceOf(finding).map(({ entry, words }) =>
    shown.has(entry) ? `<a href="#${placeOf(part, entry)}">${escaped(words)}</a>` : escaped(words),
  )
  return [
    `<article id="${placeOf(part, finding.id)}" class="${wordOf(finding)}">`,
    `<h3 class="flag">⚑ ${escaped(titleOf(finding))}</h3>`,
    ...findingParts(finding).map(({ label, text }) =>
      label === null
        ? `<p>${escaped(text)}</p>`
        : `<p${label === 'To change' ? '' : ' class="soft"'}><strong>${label}:</strong> ${escaped(text)}</p>`,
    ),
    ...(seen.length > 0 ? [`<p class="soft"><strong>Seen in:</strong> ${seen.join(', ')}</p>`] : []),
    '</article>',
  ].join('\n')
}
