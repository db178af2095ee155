import fc from 'fast-check'
import t from 'tap'
import { lettersIn } from '#src/request/checks/letters-in'
import { anyLetter } from '../../helpers/any-letter.ts'

t.test('a letter counts once, however it is written, and half a one too', async t => {
  for (const [text, letters] of [
    ['', 0],
    ['abc', 3],
    ['é本🦊', 3],
    ['\ud83e', 1],
    ['\udd8a\ud83e', 2],
    ['\ud83ea', 2],
  ] as const)
    t.equal(lettersIn(text), letters, JSON.stringify(text))
  const text = fc.string({ unit: anyLetter })
  t.doesNotThrow(() => fc.assert(fc.property(text, one => lettersIn(one) === Array.from(one).length)))
})
