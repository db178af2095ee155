/** A time as sentences have it: `1.245 s`, `340 ms`. */
export const time = (ms: number): string =>
  ms >= 1000 ? `${Number((ms / 1000).toFixed(3))} s` : `${Number(ms.toFixed(ms < 10 ? 1 : 0))} ms`

/** `1 call`, `3 calls`. */
export const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
