import t from 'tap'
import { framed } from '#src/cli/framed'

const framedAt = (line: string, column: number, hint?: string): readonly string[] =>
  framed({ file: 'x.yaml', line: 1, column, severity: 'error', message: 'wrong', ...(hint ? { hint } : {}) }, [
    line,
  ]).split('\n')

t.test('the line stands with its number, the caret below the column, the hint below that', async t => {
  t.same(framedAt('seed: many', 7, 'Write a number.'), [
    'x.yaml:1:7: error: wrong',
    '   1 | seed: many',
    '     |       ^',
    '     = Write a number.',
  ])
})

t.test('tabs stay tabs above the caret and below', async t => {
  const [, line, caret] = framedAt('a:\tb:\tc', 7)
  t.equal(line, '   1 | a:\tb:\tc')
  t.equal(caret, '     |   \t  \t^')
})

t.test('wide letters are as wide below as above', async t => {
  t.equal(framedAt('about: 日本 x', 11)[2], `     | ${' '.repeat(12)}^`)
})

t.test('a long line is cut around the column, and no letter in two', async t => {
  for (const letter of ['x', '😀']) {
    const text = letter.repeat(400)
    for (let column = 1; column <= text.length; column += letter.length) {
      const [, line = '', caret = ''] = framedAt(text, column)
      t.ok(line.length < 112)
      t.ok(caret.length < 112 + 60)
      t.notMatch(line, /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/)
    }
  }
  const [, line = '', caret = ''] = framedAt(`${'a'.repeat(200)}!${'b'.repeat(200)}`, 201)
  t.equal(line.charAt(caret.indexOf('^')), '!')
  t.match(line, /\| …a+!b+…$/)
})

t.test('nothing that a terminal would obey is printed', async t => {
  const [, line] = framedAt('a: "\u001b[31m\u202e\u009b\u0007"', 1)
  t.equal(line, '   1 | a: "·[31m···"')
})

t.test('where there is no line, there is none', async t => {
  t.same(framedAt('', 1), ['x.yaml:1:1: error: wrong'])
  t.equal(
    framed({ file: 'x', line: 9, column: 1, severity: 'warning', message: 'doubtful' }, []),
    'x:9:1: warning: doubtful',
  )
})
