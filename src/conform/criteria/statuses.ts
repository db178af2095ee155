import type { Criterion } from './criterion.ts'

/** What an attempt was answered with, in a word. */
const word = (status: number | null): string => (status === null ? 'none' : String(status))

/** What the attempts of the call were answered with, in order. */
export const statuses: Criterion<readonly (number | null)[]> = {
  schema: {
    type: 'array',
    minItems: 1,
    description:
      'What the attempts of each call were answered with, in order; null for no answer. Of more attempts only the first are looked at.',
    items: { anyOf: [{ type: 'integer', minimum: 100, maximum: 599 }, { type: 'null' }] },
  },
  check: (wanted, { calls }) => {
    for (const { attempts } of calls) {
      const seen = attempts.slice(0, wanted.length).map(({ status }) => word(status))
      if (seen.join() !== wanted.map(word).join())
        return `its attempts were answered with ${seen.join(', ')}, not with ${wanted.map(word).join(', ')}`
    }
    return null
  },
}
