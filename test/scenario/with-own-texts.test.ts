import t from 'tap'
import { ownText, textBytes } from '#src/own-text'
import { withOwnTexts } from '#src/scenario/with-own-texts'

const texts = [
  '',
  'short',
  'long enough to be a part of another',
  'größer als ein Byte: 漢字 und mehr',
  `half ${'\ud83d'} of a pair`,
]

t.test('a text of its own is the same text, letter by letter', async t => {
  for (const text of texts) t.equal(ownText(text), text)
})

t.test('letters of one byte take one, and those of a text with others two each', async t => {
  t.equal(textBytes('größer'), 6)
  t.equal(textBytes('漢字 a'), 8)
})

t.test(
  'texts in a value are copied in place; what stands in it twice, or is named like a part of every object, stays',
  async t => {
    const twice = { text: texts[2] }
    const value = { list: [...texts, 1, null, true], one: twice, other: twice, ['__proto__']: { text: texts[3] } }
    const before = JSON.stringify(value)
    const after = withOwnTexts(value) as typeof value
    t.equal(after, value)
    t.equal(JSON.stringify(after), before)
    t.equal(after.one, after.other)
  },
)
