import t from 'tap'
import { openLog } from '#src/cli/open-log'
import { startServing } from '#src/cli/start-serving'
import type { LogSink } from '#src/log/log-sink'
import { inTime, until } from '../helpers/until.ts'
import { type Sinking, settled, sinkOf } from './sinking.ts'

const KIB = `${'x'.repeat(1023)}\n`
const writeKib = (sink: LogSink, many: number): void => {
  for (let i = 0; i < many; i += 1) sink.write(KIB)
}

/** Ends a sink whose time stands still, and gives after how many milliseconds it had ended. */
const endOf = async (sinking: Sinking, early?: AbortSignal): Promise<number> => {
  const { sink, clock } = sinking
  const begunMs = clock.monotonic()
  let endedMs = -1
  const ended = sink.end(early).then(() => {
    endedMs = clock.monotonic() - begunMs
  })
  for (let i = 0; i < 100 && endedMs < 0; i += 1) {
    await settled()
    if (endedMs < 0) await sinking.pass(50)
  }
  await inTime(ended)
  return endedMs
}

t.test('lines are written in their order, however little of them is taken at once', async t => {
  const sinking = sinkOf(3, 1, 2, 'EAGAIN', 0, 3, 'all')
  for (const word of ['one', 'two ü', 'three']) sinking.sink.write(`${word}\n`)
  await endOf(sinking)
  t.equal(sinking.seen.taken, 'one\ntwo ü\nthree\n')
  t.same([sinking.sink.linesLost, sinking.sink.trouble, sinking.seen.told], [0, null, []])
})

t.test('a full disk is told once, and when it has room again nothing is missing', async t => {
  const { sink, seen, fare, pass } = sinkOf('all', 'ENOSPC')
  sink.write('before\n')
  await settled()
  for (const word of ['while', 'it', 'is', 'full']) sink.write(`${word}\n`)
  await pass(30_000)
  t.match(sink.trouble, /^ENOSPC: as told$/)
  t.equal(seen.told.length, 1)
  t.match(seen.told[0], /^the log can't be written: ENOSPC: as told\. Requests are served all the same/)
  t.ok(seen.tries < 40, `it is tried once a second: ${seen.tries}`)
  fare('all')
  await pass(1000)
  sink.write('after\n')
  await settled()
  t.equal(seen.taken, 'before\nwhile\nit\nis\nfull\nafter\n')
  t.same([sink.trouble, sink.linesLost, seen.mended], [null, 0, []])
  fare('ENOSPC')
  sink.write('again\n')
  await settled()
  t.match(sink.trouble, /ENOSPC/)
  t.equal(seen.told.length, 1, 'the same is not told again')
})

t.test('no more than 1 MiB waits; what comes then is counted, and writing goes on when it can', async t => {
  const { sink, seen, fare, pass } = sinkOf('ENOSPC')
  writeKib(sink, 1030)
  t.equal(sink.linesLost, 6)
  await settled()
  writeKib(sink, 1)
  t.equal(sink.linesLost, 7)
  fare('all')
  await pass(1000)
  t.equal(seen.taken.length, 1024 * 1024)
  t.same(seen.mended, [7])
  t.equal(sink.trouble, null)
  writeKib(sink, 1)
  await settled()
  t.equal(seen.taken.length, 1025 * 1024)
  t.equal(sink.linesLost, 7)
})

t.test('whoever reads nothing for a second is told of, and not before', async t => {
  for (const fate of ['EAGAIN', 'never', 0] as const) {
    const { sink, seen, pass } = sinkOf(fate)
    sink.write('a line\n')
    await pass(999)
    t.same([seen.told, sink.trouble], [[], null], `${fate}`)
    await pass(1)
    t.match(seen.told, [/nobody takes what is written/], `${fate}`)
    t.equal(sink.trouble, 'nobody takes what is written')
    await pass(10_000)
    t.equal(seen.told.length, 1, `${fate}`)
  }
})

t.test('lines that come faster than they are taken are counted and told', async t => {
  const { sink, seen } = sinkOf('all')
  writeKib(sink, 1100)
  t.equal(sink.linesLost, 76)
  t.match(seen.told, [/lines come faster than they are taken/])
  await settled()
  t.equal(sink.trouble, null)
  t.same(seen.mended, [76])
})

t.test(
  'the end waits for a second that passes in silence, for no reader that is gone, and as long as is read',
  async t => {
    for (const [fates, ms] of [
      [['never'], 1000],
      [['EAGAIN'], 1000],
      [['EPIPE'], 0],
      [['ENOSPC'], 0],
      [['all'], 0],
    ] as const) {
      const sinking = sinkOf(...fates)
      sinking.sink.write('one\ntwo\n')
      t.equal(await endOf(sinking), ms, fates.join())
      t.equal(sinking.sink.linesLost, fates[0] === 'all' ? 0 : 2, fates.join())
      sinking.sink.write('three\n')
      t.equal(sinking.sink.linesLost, fates[0] === 'all' ? 1 : 3, 'what comes later is lost as well')
    }
    const letters = 'a line that is read letter by letter\n'
    const slow = sinkOf(...[...letters].flatMap(() => ['EAGAIN', 1] as const))
    slow.sink.write(letters)
    t.ok((await endOf(slow)) > 1000, 'it takes longer than a second')
    t.same([slow.seen.taken, slow.sink.linesLost], [letters, 0])
  },
)

t.test('the end comes at once where it is told to', async t => {
  const sinking = sinkOf('never')
  sinking.sink.write('a line\n')
  t.equal(await endOf(sinking, AbortSignal.abort()), 0)
  t.ok(sinking.sink.isWriting)
  t.equal(sinking.sink.linesLost, 1)
})

t.test('what waits is written at once where the process ends otherwise, unless that does not go', async t => {
  const sound = sinkOf('never')
  sound.sink.write('on its way\n')
  sound.sink.write('waits\n')
  sound.fare(2)
  sound.sink.flushSync()
  t.equal(sound.seen.taken, 'waits\n')
  for (const fate of ['ENOSPC', 'EAGAIN'] as const) {
    const { sink, fare } = sinkOf('never')
    sink.write('on its way\n')
    sink.write('waits\n')
    fare(fate)
    sink.flushSync()
  }
  const known = sinkOf('ENOSPC')
  known.sink.write('a line\n')
  await settled()
  const { tries } = known.seen
  known.sink.flushSync()
  t.equal(known.seen.tries, tries, 'what is known not to go is not tried')
})

for (const format of ['json', 'text'] as const) {
  t.test(`with a ${format} log that can't be written it serves, and /ready says how it fares`, async t => {
    const { sink, seen, fare, pass } = sinkOf('ENOSPC')
    const { server, log, announce } = await startServing(
      ['--port', '0', '--log-format', format],
      { variables: {}, isTerminal: false },
      settings => openLog(settings, sink),
      sink,
    )
    t.teardown(() => server.stop())
    announce()
    const fares = async () => ((await (await fetch(`${server.url}/__mock/ready`)).json()) as { log: object }).log
    await until(() => sink.trouble)
    t.same(await fares(), { linesLost: 0, trouble: 'ENOSPC: as told' })
    for (let i = 0; i < 1100; i += 1) log.info('x'.repeat(1024))
    t.equal((await fetch(`${server.url}/openai/v1/models`)).status, 200)
    await until(fares, ({ linesLost }: { linesLost?: number }) => (linesLost ?? 0) > 76)
    fare('all')
    await pass(1000)
    t.match(seen.taken, 'groq-mock listens on')
    t.match(await fares(), { linesLost: seen.mended[0], trouble: null })
  })
}
