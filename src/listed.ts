/** `a, b or c`, or with another word before the last. */
export const listed = (words: readonly (string | number)[], last: 'or' | 'and' = 'or'): string =>
  words.length < 2 ? String(words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
