import t from 'tap'
import type { Decision } from '#src/engine/decide'
import { shortJson } from '#src/scenario/template/short-json'
import { askAt, freshState, type Moment, scenarioOf } from '../helpers/deciding.ts'

const decided = (outcome: object, moment: Moment = {}): Decision =>
  askAt(freshState(scenarioOf({ rules: [outcome] })), moment)

/** What a template comes to as the text of a success, and what of it was missing. */
const filled = (template: string, moment: Moment = {}): readonly [string | undefined, readonly string[]] => {
  const { outcome } = decided({ complete: { text: { template } } }, moment)
  return outcome.kind === 'complete' ? [outcome.complete.text, outcome.missing ?? []] : [undefined, []]
}

const asking = (body: object, more: Moment['call'] = {}): Moment => ({ call: { body, ...more } })
const saying = (content: unknown): Moment => asking({ messages: [{ role: 'user', content }] })

const rows: readonly (readonly [what: string, template: string, moment: Moment, text: string])[] = [
  ['the model', 'You asked {{model}}.', {}, 'You asked openai/gpt-oss-20b.'],
  ['blanks within', '{{  model }}', {}, 'openai/gpt-oss-20b'],
  ['what was said last', '{{model}}: {{says}}', saying('Hi'), 'openai/gpt-oss-20b: Hi'],
  ['what was said in parts', '{{says}}', saying([{ type: 'text', text: 'a' }, { text: 'b' }]), 'a\nb'],
  ['the input of a response', '{{says}}', asking({ input: 'Hi' }), 'Hi'],
  ['the attempt', 'Try {{attempt}}', { attempt: { attempt: 3 } }, 'Try 3'],
  ['the session', '{{session}}', {}, 'default'],
  ['a text of the body', '{{body $.metadata.user}}!', asking({ metadata: { user: 'Ann' } }), 'Ann!'],
  ['the first of several', '{{body $.a[*]}}', asking({ a: ['x', 'y'] }), 'x'],
  ['a number', '{{body $.a}}', asking({ a: 0.5 }), '0.5'],
  ['false', '{{body $.a}}', asking({ a: false }), 'false'],
  ['null, which is there', '{{body $.a}}', asking({ a: null }), 'null'],
  ['an object, and braces behind it', '{"a":{{body $.a}}}', asking({ a: { b: [1, 'x'] } }), '{"a":{"b":[1,"x"]}}'],
  ['a filter', '{{body $.m[?@.r == "u"].c}}', asking({ m: [{ r: 'a' }, { r: 'u', c: 'x' }] }), 'x'],
  ['text that looks like a template', '{{says}}', saying('{{model}} {{body $}}'), '{{model}} {{body $}}'],
  ['text with dollar signs', 'a {{says}}', saying("$& $1 $'"), "a $& $1 $'"],
]

for (const [what, template, moment, text] of rows)
  t.test(`a template shows ${what}`, async t => {
    t.strictSame(filled(template, moment), [text, []])
  })

const missing: readonly (readonly [what: string, template: string, moment: Moment, text: string])[] = [
  ['a model', '{{model}}', { call: { model: null } }, '(no model)'],
  ['a message', '{{says}}', {}, '(no user text)'],
  ['a text in its message', '{{says}}', saying(''), '(no user text)'],
  ['a body', '{{body $.a}}', { call: { body: undefined } }, 'null'],
  ['the value', '{{body $.a.b}}', asking({ a: 1 }), 'null'],
  ['anything in its value', '{{body $.a}}', asking({ a: '' }), 'null'],
]

for (const [what, template, moment, text] of missing)
  t.test(`a request without ${what} gets a word for it, and because says so`, async t => {
    t.strictSame(filled(`${template} ${template}`, moment), [
      `${text} ${text}`,
      [`${template} is not in the request: ${text} stands for it`],
    ])
  })

t.test('a text that is too long is cut, between letters', async t => {
  const [text = ''] = filled('<{{says}}>', saying('x'.repeat(5_000_000)))
  t.equal(text, `<${'x'.repeat(4000)}…>`)
  t.equal(filled('{{says}}', saying(`${'x'.repeat(3999)}🦊🦊`))[0], `${'x'.repeat(3999)}🦊…`)
  t.equal(filled('{{says}}', saying('x'.repeat(4000)))[0], 'x'.repeat(4000))
})

t.test('a value that is too long is cut', async t => {
  const [text = ''] = filled('{{body $}}', asking({ list: Array.from({ length: 1e6 }, (_, i) => i) }))
  t.match(text, /^\{"list":\[0,1,2,/)
  t.equal(text.length, 4001)
})

t.test('a path that takes too much work is not looked up, and because says so', async t => {
  const deep = { a: Array.from({ length: 200_000 }, () => ({ b: 1 })) }
  t.strictSame(filled('{{body $..c}}', asking(deep)), [
    'null',
    ['{{body $..c}} takes too much work with this body: null stands for it'],
  ])
})

t.test('keys are hidden, the own one and others, also at the cut', async t => {
  const own = 'not-a-usual-key-1234'
  const other = `gsk_${'a'.repeat(40)}`
  const [text = ''] = filled('{{says}}', { call: { key: own, body: { input: `${own} and ${other}` } } })
  t.notMatch(text, own)
  t.notMatch(text, other)
  t.match(text, / and /)
  t.notMatch(filled('{{says}}', asking({ input: `${'x'.repeat(3980)} ${other}` }))[0], 'aaaaaa')
  t.notMatch(filled('{{body $}}', asking({ api_key: 'hunter2hunter2' }))[0], 'hunter2')
})

t.test('braces outside of a template stay', async t => {
  const { outcome } = decided({ complete: { text: 'a {{model}} {says}' } })
  t.match(outcome, { complete: { text: 'a {{model}} {says}' } })
})

t.test('an error and a reply are made from the request as well, and what breaks them stays', async t => {
  t.match(decided({ error: { status: 400, type: 'mine', message: { template: 'No {{model}}.' } } }).outcome, {
    error: { status: 400, type: 'mine', message: 'No openai/gpt-oss-20b.' },
  })
  const fault = { short: '5 bytes' }
  const { outcome } = decided({ reply: { status: 201, template: 'Hi {{body $.a}}' }, fault }, asking({ a: '"x"' }))
  t.match(outcome, { reply: { status: 201, headers: { 'content-type': /^text\/plain/ } }, breaks: { name: 'short' } })
  t.equal(outcome.kind === 'reply' && String(outcome.reply.body), 'Hi "x"')
})

for (const type of ['application/json', 'Application/Problem+JSON; charset=utf-8'])
  t.test(`in a reply of ${type} texts do not end its texts`, async t => {
    const template = '{"said":"{{says}}","a":{{body $.a}},"b":{{body $.b}}}'
    const body = { a: { c: '"' }, messages: [{ role: 'user', content: 'a "b"\n\\' }] }
    const { outcome } = decided({ reply: { headers: { 'Content-Type': type }, template } }, asking(body))
    t.strictSame(JSON.parse(outcome.kind === 'reply' ? String(outcome.reply.body) : ''), {
      said: 'a "b"\n\\',
      a: { c: '"' },
      b: null,
    })
  })

t.test('equal texts give the same outcome, of which all is prepared by then', async t => {
  const state = freshState(scenarioOf({ rules: [{ complete: { text: { template: '{{says}}' } } }] }))
  const first = askAt(state, saying('a')).outcome
  t.not(askAt(state, saying('b')).outcome, first)
  t.equal(askAt(state, saying('a')).outcome, first)
  for (let i = 0; i < 20; i += 1) t.match(askAt(state, saying(`${i}`)).outcome, { complete: { text: `${i}` } })
})

t.test('steps and options have templates of their own', async t => {
  const state = freshState(
    scenarioOf({
      rules: [{ sequence: [{ complete: { text: { template: '1 {{attempt}}' } } }, { complete: { text: '2' } }] }],
    }),
  )
  t.match(askAt(state).outcome, { complete: { text: '1 1' } })
  t.match(askAt(state).outcome, { complete: { text: '2' } })
})

t.test('short values are written as JSON writes them', async t => {
  const values = [null, true, 0, -1.5, 'a"\n', [], {}, [[], {}], { a: [1, { 'b"': 'c' }], __proto__x: null }]
  for (const value of values) t.equal(shortJson(value, 1000), JSON.stringify(value))
  const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000))
  t.ok(shortJson(deep, 4500).startsWith('['.repeat(4500)))
})
