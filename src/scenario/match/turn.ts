import { parseCountRange } from '../../units.ts'
import type { CriterionKind } from './criterion-kind.ts'
import { turnsIn } from './turns-in.ts'

/** `match.turn`. */
export const turn: CriterionKind<number | string> = {
  schema: {
    description:
      'How often the model has spoken already in what the request holds, `0` for the first turn: messages of the assistant, or what stands for them in `input`.',
    examples: [0, '1..3'],
    expects: 'a number such as 2, or a range such as 0..3',
    anyOf: [
      { type: 'integer', minimum: 0 },
      { type: 'string', format: 'turn-range' },
    ],
  },
  compile: raw => {
    const [from, to] = parseCountRange(String(raw), 0) ?? [0, 0]
    return ({ call }) => {
      if (call.body === undefined) return false
      const turns = turnsIn(call.body)
      return turns >= from && turns <= to
    }
  },
}
