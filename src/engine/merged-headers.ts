import type { HeaderChanges } from '../wire/header-list.ts'
import type { Change } from './ask-rules.ts'
import type { Ruling } from './ruling.ts'

/** What is changed in the headers of an answer. The nearest comes last and wins, header by header. */
export const mergedHeaders = (changes: readonly Change[], { usual, headers: own }: Ruling): HeaderChanges | null => {
  const all = [usual ?? null, ...changes.map(({ modifiers }) => modifiers.headers), own ?? null]
  const said = all.filter(headers => headers !== null)
  return said.length === 0 ? null : Object.assign({}, ...said)
}
