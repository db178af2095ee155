import type { Performance } from './performance.ts'

const NOTHING: readonly string[] = []

/** What is to be said where an answer is not streamed: the changes of streams that rules wanted. */
export const unstreamed = ({ stream }: Pick<Performance, 'stream'>): readonly string[] =>
  stream === null || stream.said.length === 0
    ? NOTHING
    : [`the answer is not streamed: ${stream.said.join(', ')} could not apply`]
