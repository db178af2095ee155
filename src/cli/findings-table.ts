import { findingKinds } from '../verdict/findings/index.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')

/** Every finding with what it rests on and what to change, as a table in Markdown. */
export const findingsTable = (): string =>
  [
    '| finding | rests on | what to change |',
    '|---|---|---|',
    ...findingKinds.map(({ id, basis, change }) => `| \`${id}\` | ${cell(basis)} | ${cell(change)} |`),
  ].join('\n')
