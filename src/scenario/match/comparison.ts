/** A number, and how what is seen must stand to it. */
export interface Comparison {
  readonly sign: '<' | '<=' | '>' | '>='
  readonly than: number
}

const COMPARISON = /^([<>]=?) ?(-?\d{1,15}(?:\.\d{1,15})?)$/

/** `>1000`, `<= 0.5` as a comparison of numbers; null where a text is none. */
export const parseComparison = (text: string): Comparison | null => {
  const [, sign, than] = COMPARISON.exec(text) ?? []
  return sign === undefined ? null : { sign: sign as Comparison['sign'], than: Number(than) }
}

/** Whether a number is as a comparison wants it. */
export const compares = ({ sign, than }: Comparison, seen: number): boolean => {
  if (sign === '<') return seen < than
  if (sign === '<=') return seen <= than
  return sign === '>' ? seen > than : seen >= than
}
