import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { fakeClock, realClock } from '#src/clock/clock'
import { lookThrough } from '#src/scenario/look-through'
import { readAside } from '#src/scenario/read-aside'
import { nowhere, readScenario } from '#src/scenario/read-scenario'
import { Reader, type ReaderOptions } from '#src/scenario/reader'

const rules = (count: number) =>
  `about: A test.\nexpect: { attempts: { max: 4 } }\nrules:\n${Array.from({ length: count }, (_, i) => `  - name: r${i}\n    match: { endpoint: chat.completions, attempt: ${i + 1} }\n    error: 503\n`).join('')}`

const open = (t: Test, options: Partial<ReaderOptions> = {}): Reader => {
  const reader = new Reader({ clock: realClock, ...options })
  t.teardown(() => reader.end())
  return reader
}

const scenario = (text: string) => ({ kind: 'scenario', file: 'a.yaml', text, beside: null }) as const
const aside = (text: string) => ({ name: 'a', file: 'a.yaml', text, isFile: false, mostBytes: Infinity })

/** A thread that does something else than reading. */
const thread = (code: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'
let count = 0
parentPort.on('message', task => { count += 1; ${code} })`)}`,
  )

for (const [name, text] of [
  ['small', rules(3)],
  ['large', rules(100)],
  ['large and wrong', rules(100).replaceAll('error: 503', 'error: 999')],
  ['no YAML', `a: [${'x'.repeat(10_000)}`],
] as const)
  t.test(`what is read aside is what is read at once: ${name}`, async t => {
    const { reading } = await readAside(open(t), aside(text))
    const atOnce = readScenario({ name: 'a', file: 'a.yaml', text, place: nowhere })
    t.same(reading.diagnostics, atOnce.diagnostics)
    t.equal(reading.bytes, atOnce.bytes)
    t.equal(reading.scenario?.rules.length, atOnce.scenario?.rules.length)
    t.same(reading.scenario?.contract, atOnce.scenario?.contract)
  })

t.test('a large text is read while the loop goes on turning', async t => {
  const reader = open(t)
  let isRead = false
  let turns = 0
  const read = reader.read(scenario(rules(100))).finally(() => {
    isRead = true
  })
  while (!isRead) {
    turns += 1
    await new Promise(resolve => setImmediate(resolve))
  }
  t.same(await read, {
    result: { looked: lookThrough({ file: 'a.yaml', text: rules(100), place: nowhere }), files: [] },
  })
  t.ok(turns > 20, `${turns} turns`)
})

t.test('large texts are read one after the other, and small ones do not wait for them', async t => {
  const reader = open(t)
  const order: string[] = []
  await Promise.all(
    [
      ['first', rules(100)],
      ['second', rules(60)],
      ['small', rules(1)],
    ].map(([name = '', text = '']) => reader.read(scenario(text)).then(() => order.push(name))),
  )
  t.same(order, ['small', 'first', 'second'])
})

t.test('what kills its thread is told so, and the next text gets another', async t => {
  const reader = open(t, { thread: thread('if (task.file) process.exit(3); parentPort.postMessage("fine")') })
  const [dead, alive] = await Promise.all([
    reader.read(scenario(rules(100))),
    reader.read({ kind: 'shown', text: rules(100) }),
  ])
  t.same(dead, { failure: 'the thread that read it ended with 3' })
  t.same(alive, { result: 'fine' })
})

t.test('what is thrown in its thread, or keeps it from starting, is told', async t => {
  const reader = open(t, { thread: thread('throw new Error("no luck")') })
  t.same(await reader.read(scenario(rules(100))), { failure: 'the thread that read it failed: no luck' })
  const none = open(t, { thread: new URL('file:///there-is-no-such.js') })
  t.match(await none.read(scenario(rules(100))), { failure: /^the thread that read it failed: / })
})

t.test('a text that takes too long is given up, as an error of its file', async t => {
  const clock = fakeClock()
  const reader = open(t, { clock, thread: thread('for (;;);') })
  const read = readAside(reader, aside(rules(100)))
  await clock.advance(29_999)
  let isOver = false
  read.then(() => {
    isOver = true
  })
  await new Promise(resolve => setImmediate(resolve))
  t.notOk(isOver)
  await clock.advance(1)
  const { reading } = await read
  t.equal(reading.scenario, null)
  t.match(reading.diagnostics, [
    { file: 'a.yaml', line: 1, message: 'reading it took longer than 30 s, so it was given up', hint: /^Split it/ },
  ])
})

t.test('a thread that nobody needs ends, and begins again for the next text', async t => {
  const clock = fakeClock()
  const reader = open(t, { clock, thread: thread('parentPort.postMessage(count)') })
  const read = () => reader.read({ kind: 'shown', text: rules(100) })
  t.same([await read(), await read()], [{ result: 1 }, { result: 2 }])
  await clock.advance(9999)
  t.same(await read(), { result: 3 })
  await clock.advance(10_000)
  t.same(await read(), { result: 1 })
})

t.test('when it ends, what is being read and what waits is told so', async t => {
  const reader = open(t, { thread: thread('') })
  const reads = [1, 2].map(() => reader.read(scenario(rules(100))))
  reader.end()
  t.same(await Promise.all(reads), [{ failure: 'the server is stopping' }, { failure: 'the server is stopping' }])
  t.same(await reader.read(scenario(rules(100))), { failure: 'the server is stopping' })
})

t.test('files beside a large scenario are read with it, and tell when they change', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'beside-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'b.txt'), 'body')
  const file = join(folder, 'a.yaml')
  const text = `${rules(100)}  - reply: { status: 200, file: b.txt }\n`
  const { reading, parts } = await readAside(open(t), { name: 'a', file, text, isFile: true, mostBytes: Infinity })
  t.same(reading.diagnostics, [])
  t.match(reading.scenario?.rules.at(-1)?.choice, { outcome: { kind: 'reply' } })
  t.same(parts?.files, [join(folder, 'b.txt')])
  t.equal(parts?.bytes, 4)
  t.notOk(parts?.haveChanged)
  writeFileSync(join(folder, 'b.txt'), 'other')
  t.ok(parts?.haveChanged)
})
