import { Writable } from 'node:stream'
import { pino } from 'pino'
import t from 'tap'
import type { Spine } from '#src/incoming'
import { RecordedWire } from '#src/wire/recorded-wire'
import { batchLines, type World, worldOf } from './running.ts'

const LINES = 4

/** Lets a method throw at its second call, and then never again. */
const breakSecond = (owner: object, name: string): void => {
  const proper = Reflect.get(owner, name)
  const isOwn = Object.hasOwn(owner, name)
  let calls = 0
  const broken = function (this: unknown, ...args: unknown[]): unknown {
    calls += 1
    if (calls < 2) return Reflect.apply(proper, this, args)
    if (isOwn) Object.defineProperty(owner, name, { configurable: true, writable: true, value: proper })
    else Reflect.deleteProperty(owner, name)
    throw new TypeError('boom')
  }
  Object.defineProperty(owner, name, { configurable: true, writable: true, value: broken })
}

/** The same of a property that is read. */
const breakSecondRead = (owner: object, name: string): void => {
  const proper = Object.getOwnPropertyDescriptor(owner, name)
  let reads = 0
  Object.defineProperty(owner, name, {
    configurable: true,
    get(this: unknown) {
      reads += 1
      if (reads < 2) return proper?.get ? Reflect.apply(proper.get, this, []) : proper?.value
      if (proper) Object.defineProperty(owner, name, proper)
      throw new TypeError('boom')
    },
  })
}

/** A log that is kept, errors alone. */
const keptLog = () => {
  const lines: object[] = []
  const write = (chunk: unknown, _encoding: unknown, done: () => void) => {
    lines.push(JSON.parse(String(chunk)))
    done()
  }
  return { lines, log: pino({ level: 'error' }, new Writable({ write })) }
}

const SCENARIO = { api: { capacity: { concurrent: 1 } }, rules: [{ name: 'all', complete: { text: 'Well.' } }] }

/** What a batch comes to in which something broke. */
const ranWith = async (breaks: (world: World) => void, spineOf: (spine: Spine) => Spine = spine => spine) => {
  const { lines: logged, log } = keptLog()
  const world = worldOf(SCENARIO, { log, spineOf })
  const batch = world.create(batchLines(LINES))
  world.session.sinceBeganMs(0)
  breaks(world)
  world.session.advance(300)
  await world.pass(2000)
  const shown = world.see(batch)
  return { logged, world, shown, failed: world.linesOf(shown.error_file_id), entries: world.entries() }
}

const stages: readonly (readonly [stage: string, breaks: (world: World) => void])[] = [
  ['receive', ({ session }) => breakSecond(session.use, 'begin')],
  ['identify', ({ session }) => breakSecondRead(session.scenario.api, 'validation')],
  ['count', ({ session }) => breakSecond(session, 'attemptOf')],
  ['perform', () => breakSecond(RecordedWire.prototype, 'send')],
]

for (const [stage, breaks] of stages)
  t.test(`a bug in "${stage}" of a line is the answer of that line, and the others go on`, async t => {
    const { logged, world, shown, failed, entries } = await ranWith(breaks)
    t.match(shown, { status: 'completed', request_counts: { total: LINES, completed: LINES - 1, failed: 1 } })
    t.match(failed, [
      { response: { status_code: 500, body: { error: { message: /groq-mock.*boom/, code: 'mock_bug' } } } },
    ])
    t.equal(entries.length, LINES, 'each has its entry')
    t.match(
      entries.filter(({ status }) => status === 500),
      [{ batch: shown.id, because: new RegExp(`a bug in groq-mock \\(${stage}\\): TypeError: boom`) }],
    )
    t.match(logged, [{ stage, err: { stack: /boom[\s\S]* at / } }])
    t.equal(world.session.slots.all, 0, 'its place is given back')
    t.equal(world.session.underWay, 0)
  })

t.test('a bug in "settle" of a line changes nothing of its answer, and the others go on', async t => {
  const { logged, world, shown, entries } = await ranWith(({ session }) => breakSecond(session, 'settle'))
  t.match(shown, { status: 'completed', request_counts: { completed: LINES, failed: 0 } })
  t.equal(entries.length, LINES)
  t.match(logged, [{ stage: 'settle', err: { stack: /boom/ } }])
  t.equal(world.session.slots.all, 0)
})

t.test('what throws before or behind the way of a line is an error of that line alone, and logged', async t => {
  let calls = 0
  const rejecting =
    (spine: Spine): Spine =>
    together =>
      spine(
        together.map(({ incoming, done }) => ({
          incoming,
          done: () => {
            calls += 1
            done(calls === 2 ? { error: new TypeError('boom') } : null)
          },
        })),
      )
  for (const [breaks, spineOf] of [
    [() => {}, rejecting],
    [() => breakSecondRead(RecordedWire.prototype, 'answer'), (spine: Spine) => spine],
  ] as const) {
    const { logged, shown, failed, entries } = await ranWith(breaks, spineOf)
    t.match(shown, { status: 'completed', request_counts: { total: LINES, completed: LINES - 1, failed: 1 } })
    t.match(failed, [{ custom_id: 'r1', response: null, error: { code: 'mock_bug', message: /bug in groq-mock/ } }])
    t.equal(entries.length, LINES)
    t.match(logged, [{ batch: shown.id, line: 2, err: { stack: /boom[\s\S]* at / } }])
  }
})
