/** Something that was wanted of an answer and could not be done: why, and the keys of a rule that wanted it. */
export interface Remark {
  readonly why: string
  readonly keys: readonly string[]
}

/** `the answer is not streamed: noDone, stall could not apply` */
export const remarkInWords = ({ why, keys }: Remark): string => `${why}: ${keys.join(', ')} could not apply`
