import type { StreamModifier } from './stream-modifier.ts'

/** The stream ends without `data: [DONE]`, and as if nothing were missing. */
export const noDone: StreamModifier<true, true> = {
  schema: {
    const: true,
    expects: 'true',
    description: 'The stream ends without its `[DONE]`.',
    examples: [true],
  },
  read: raw => raw,
  describe: () => 'no [DONE]',
  apply: ({ packets }) => {
    const without = packets.filter(({ bytes }) => Buffer.from(bytes).toString('latin1') !== 'data: [DONE]\n\n')
    return without.length === packets.length ? 'the answer has no [DONE]' : { packets: without, early: true }
  },
}
