import t from 'tap'
import { automataBytes } from '#src/automata'
import { hash32 } from '#src/chance'
import { openExpression } from '#src/expression'
import { bounded } from './helpers/bounded.ts'

const MB = 1024 ** 2

/** Texts of two letters that lead an automaton to ever new states. */
const textOf = (i: number): string => Array.from({ length: 3000 }, (_, at) => 'ab'[hash32(String(at), i) & 1]).join('')

t.test(
  'what expressions keep of the texts that they have seen is counted, and all begin anew where it is too much',
  async t => {
    const texts = Array.from({ length: 6 }, (_, i) => textOf(i))
    // twenty fill what all may keep
    const expressions = Array.from({ length: 20 + bounded(40) }, (_, i) =>
      openExpression(`[ab]*a[ab]{${16 + (i % 3)}}c{${i + 1}}`, ''),
    )
    const seen: number[] = []
    for (const expression of expressions)
      for (const text of texts) {
        if (expression.matches(text)) t.fail('there is no c')
        seen.push(automataBytes())
      }
    t.ok(Math.max(...seen) > 40 * MB, `at most ${Math.max(...seen)}`)
    t.ok(Math.max(...seen) <= 64 * MB)
    t.ok(
      seen.some((bytes, i) => bytes < (seen[i - 1] ?? 0)),
      'they began anew',
    )
    t.ok(expressions[0]?.matches(`${textOf(1)}a${'b'.repeat(16)}c`), 'and find what they should')
  },
)
