import type { Criterion } from './criterion.ts'

/** Whether the client itself ended its last attempt. */
export const cancelled: Criterion<boolean> = {
  schema: {
    type: 'boolean',
    description: 'Whether the client itself breaks off the last attempt of each call, so that the server can stop.',
  },
  check: (wanted, { calls }) => {
    const other = calls.some(({ attempts }) => (attempts.at(-1)?.endedBy === 'client') !== wanted)
    if (!other) return null
    return wanted ? 'it left the connection of its last attempt open' : 'it broke off its last attempt'
  },
}
