import { inRange } from './in-range.ts'
import { turnsIn } from './turns-in.ts'

/** `match.turn`. */
export const turn = inRange(
  {
    description:
      'How often the model has spoken already in what the request holds, `0` for the first turn: messages of the assistant, or what stands for them in `input`.',
    examples: [0, '1..3'],
    least: 0,
  },
  ({ call }) => (call.body === undefined ? null : turnsIn(call.body)),
)
