// Wrong until 9dc12fa (2026-11-27): a large answer was written in one go. A response that said its 24 MB of instructions again held
// every other request up for 160 ms, and one that said its tools three times in a stream for 190 ms.
import t from 'tap'
import { jsonInSteps } from '#src/answers/json-in-steps'
import { madeAhead } from '#src/answers/made-ahead'
import { fakeClock } from '#src/clock/clock'
import { goJson } from '#src/groq/go'
import { deliver } from '#src/outcomes/deliver'
import { asking } from '../answers/asking.ts'
import { performanceOn } from '../outcomes/performance-on.ts'
import { RecordedWire } from '../outcomes/recorded-wire.ts'

const STEP_LETTERS = 256 * 1024

/** Counts how often others have their turn. */
class PoliteWire extends RecordedWire {
  turns = 0

  override async giveWay(): Promise<void> {
    this.turns += 1
  }
}

const head = () => ({ status: 200, reason: 'OK', headers: ['content-type', 'application/json'] })
const long = 'words, 本 and 😀 '.repeat(400_000)
const onWire = (more: object = {}) => {
  const wire = new PoliteWire(fakeClock())
  return { wire, performance: { ...performanceOn(wire), ...more } }
}

for (const [name, given] of [
  ['whole', { kind: 'whole', body: long }],
  ['as a stream', { kind: 'stream', events: [long.slice(0, 1e6), long.slice(1e6)] }],
] as const) {
  t.test(`others have their turn while a large answer is written: ${name}`, async t => {
    const { wire, performance } = onWire()
    await deliver(head(), given, performance)
    t.ok(wire.turns > long.length / STEP_LETTERS, `${wire.turns} turns`)
    t.equal(wire.done.length, 1)
    t.ok(wire.done[0]?.text === long, 'all of it is sent')
  })

  t.test(`so they have where it is broken on its way: ${name}`, async t => {
    const { wire, performance } = onWire({ breaks: (answer: object) => answer })
    await deliver(head(), given, performance)
    t.ok(wire.turns > long.length / (2 * STEP_LETTERS), `${wire.turns} turns`)
    const written = wire.done.flatMap(({ what, text = '' }) => (what === 'write' ? [text] : []))
    t.ok(Buffer.from(written.join(''), 'latin1').toString() === long, 'all of it is sent')
  })

  t.test(`nothing more is made of it when its client has left: ${name}`, async t => {
    const { wire, performance } = onWire()
    wire.leave()
    t.same(await deliver(head(), given, performance), [])
    t.equal(wire.turns, 1)
  })
}

t.test('a short answer waits for nobody', async t => {
  const { wire, performance } = onWire()
  t.notOk(deliver(head(), { kind: 'whole', body: 'short' }, performance) instanceof Promise)
  t.equal(wire.turns, 0)
})

const inSteps = (value: unknown): { readonly text: string; readonly steps: number } => {
  const work = jsonInSteps(value)
  for (let steps = 1; ; steps += 1) {
    const { done, value: text } = work.next()
    if (done) return { text, steps }
  }
}

t.test('JSON that is written in steps is what is written at once', async t => {
  for (const value of [
    null,
    {},
    [],
    { a: [], b: {}, 'c"\u2028': [1.5, -0, 1e300, true, '<&>', '\ud800'] },
    [[[]], [{}]],
    JSON.parse('{"__proto__":{"a":1},"2":1,"1":2}'),
    { long: `${'x'.repeat(131_071)}😀${'"\u2028'.repeat(90_000)}\ud83d` },
    Array.from({ length: 9000 }, (_, i) => ({ [`p${i}`]: [i] })),
  ])
    t.ok(inSteps(value).text === goJson(value), goJson(value).slice(0, 60))
})

t.test('JSON is written some at a time, a long text too', async t => {
  t.ok(inSteps('x'.repeat(8e6)).steps > 60)
  t.ok(inSteps(Array.from({ length: 100_000 }, () => 1)).steps > 90)
  t.ok(inSteps({ a: { b: Array.from({ length: 80 }, () => 'y'.repeat(1e5)) } }).steps > 35)
})

t.test('what can not be written at once can not be written in steps', async t => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
  t.throws(() => goJson(deep))
  t.throws(() => inSteps(deep))
})

t.test('what a response says again of a large request is written before it is asked for', async t => {
  const said = {
    instructions: 'x'.repeat(4e6),
    metadata: { a: 'm'.repeat(4e6) },
    tools: [{ type: 'function' }],
    user: 'u',
  }
  const { call } = asking({ input: 'Hi', ...said }, { operation: 'createResponse', bodyBytes: 8_000_100 })
  let steps = 0
  for (const work = madeAhead(call); work?.next().done === false; ) steps += 1
  t.ok(steps > 60, `${steps} steps`)
  const short = asking({ input: 'Hi', user: 'u' }, { operation: 'createResponse', bodyBytes: 100 })
  t.equal(madeAhead(short.call), null, 'that of a short one is not worth it')
})
