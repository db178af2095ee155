import type { Performance } from './performance.ts'
import type { Remark } from './remark.ts'

const NOTHING: readonly Remark[] = []

/** What is to be said where an answer is not streamed: the changes of streams that rules wanted. */
export const unstreamed = ({ stream }: Pick<Performance, 'stream'>): readonly Remark[] =>
  stream === null || stream.said.length === 0 ? NOTHING : [{ why: 'the answer is not streamed', keys: stream.said }]
