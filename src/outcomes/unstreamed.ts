import { couldNot } from './could-not.ts'
import type { Performance } from './performance.ts'

const NOTHING: readonly string[] = []

/** What is to be said where an answer is not streamed: the changes of streams that rules wanted. */
export const unstreamed = ({ stream }: Pick<Performance, 'stream'>): readonly string[] =>
  stream === null || stream.said.length === 0 ? NOTHING : [couldNot('the answer is not streamed', stream.said)]
