import type { Finding } from '../verdict.ts'
import { allPartsOf, titleOf } from './finding-parts.ts'
import { plainMarkdown } from './plain-markdown.ts'

/** A finding in Markdown, as paragraphs: under which heading it stands is not its business. */
export const findingMarkdown = (finding: Finding): string =>
  [
    `**${plainMarkdown(titleOf(finding))}**`,
    ...allPartsOf(finding).map(({ label, text }) => `${label === null ? '' : `${label}: `}${plainMarkdown(text)}`),
  ].join('\n\n')
