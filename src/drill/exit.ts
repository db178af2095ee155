import { constants } from 'node:os'
import { time } from '../verdict/words.ts'
import type { ClientEnd } from './run-client.ts'

/** What `timeout` of the GNU coreutils exits with. */
const TIMED_OUT = 124
/** Shells add it to the number of the signal that ended a process. */
const BY_SIGNAL = 128

/** The exit code as a shell would give it. */
export const shellCode = ({ how, exitCode, signal }: ClientEnd): number => {
  if (how === 'timed out') return TIMED_OUT
  return exitCode ?? BY_SIGNAL + (signal === null ? 0 : constants.signals[signal])
}

/** How a client ended, for a cell of a table. */
export const exitWords = ({ how, exitCode, signal }: ClientEnd): string =>
  how === 'exited' ? String(exitCode ?? signal) : how

/** What nobody can know of a client, as it was ended: how it would have ended by itself. */
export const lostWith = ({ how, durationMs }: ClientEnd): readonly string[] =>
  how === 'timed out'
    ? [
        `The command was still running after ${time(Math.round(durationMs))} and was ended: give it more time with --timeout, or a deadline of its own.`,
      ]
    : []
