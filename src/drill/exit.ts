import { constants } from 'node:os'
import { time } from '../verdict/words.ts'
import type { ClientEnd } from './run-client.ts'

/** Shells add it to the number of the signal that ended a process. */
const BY_SIGNAL = 128

/** The exit code as a shell would give it; `none` where the client did not come to one by itself. */
export const shellCode = ({ how, exitCode, signal }: ClientEnd): number | 'none' => {
  if (how !== 'exited') return 'none'
  return exitCode ?? BY_SIGNAL + (signal === null ? 0 : constants.signals[signal])
}

/** How a client ended, for a cell of a table. */
export const exitWords = ({ how, exitCode, signal }: ClientEnd): string =>
  how === 'exited' ? String(exitCode ?? signal) : how

/** What nobody can know of a client, as it was ended: how it would have ended by itself. */
export const lostWith = ({ how, durationMs }: ClientEnd): readonly string[] => {
  const after = time(Math.round(durationMs))
  switch (how) {
    case 'exited':
      return []
    case 'timed out':
      return [
        `The command was still running after ${after} and was ended: give it more time with --timeout, or a deadline of its own.`,
      ]
    case 'interrupted':
      return [`The drill was ended after ${after} of this command: what it would have done is not known.`]
  }
}
