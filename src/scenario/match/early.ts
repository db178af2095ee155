import { formatDuration } from '../../units.ts'
import type { Subject } from '../scenario.ts'
import type { CriterionKind } from './criterion-kind.ts'

const earlyByMs = ({ attempt }: Subject): number => attempt.earlyByMs ?? 0

/** `match.early`. */
export const early: CriterionKind<boolean> = {
  schema: {
    type: 'boolean',
    description:
      'Whether the attempt came before the time that the answer to the one before it told, in `retry-after`, `retry-after-ms` or the text.',
    examples: [true],
  },
  compile: raw => subject => earlyByMs(subject) > 0 === raw,
  seen: subject =>
    earlyByMs(subject) > 0
      ? `it came ${formatDuration(Math.round(earlyByMs(subject)))} too early`
      : 'it did not come too early',
}
