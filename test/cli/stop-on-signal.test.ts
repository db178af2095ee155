import { pino } from 'pino'
import t from 'tap'
import { stopOnSignal } from '#src/cli/stop-on-signal'
import { type Fate, sinkOf } from '../log/sinking.ts'

/** What stops on a signal, with a log whose writes end so and a server that stops when it is let. */
const stopping = (fate: Fate) => {
  const { sink, clock, seen, pass } = sinkOf(fate)
  const errors = sinkOf('all')
  const codes: number[] = []
  let answer = (_signal: string): void => {}
  let letStop = (): void => {}
  stopOnSignal({
    server: {
      stop: () =>
        new Promise(resolve => {
          letStop = resolve
        }),
    },
    log: pino({}, sink),
    sinks: { log: sink, errors: errors.sink },
    clock,
    onStop: asked => {
      answer = asked
    },
    exit: code => codes.push(code),
  })
  return { signal: () => answer('SIGTERM'), letStop: () => letStop(), pass, codes, log: seen, errors: errors.seen }
}

t.test('what has stopped and is in the log ends with 0, at once', async t => {
  const { signal, letStop, pass, codes, log, errors } = stopping('all')
  signal()
  await pass(1000)
  t.same(codes, [])
  letStop()
  await pass(0)
  t.same(codes, [0])
  t.match(log.taken, 'SIGTERM: finishing what is under way')
  t.equal(errors.taken, '')
})

t.test('a log that nobody reads holds the end for a second, and what was lost is told', async t => {
  for (const fate of ['never', 'EAGAIN'] as const) {
    const { signal, letStop, pass, codes, errors } = stopping(fate)
    signal()
    letStop()
    await pass(950)
    t.same(codes, [], fate)
    await pass(50)
    t.same(codes, [0], fate)
    t.equal(errors.taken, 'groq-mock: 1 lines of the log were lost (nobody takes what is written)\n')
  }
})

t.test('whatever does not stop is over 5 s after the signal, and ends with 1', async t => {
  const { signal, pass, codes, errors } = stopping('all')
  signal()
  await pass(4950)
  t.same(codes, [])
  await pass(50)
  t.same(codes, [1])
  t.equal(errors.taken, 'groq-mock: not all had ended 5 s after SIGTERM; it ends now\n')
})

t.test('a reader who is slow to the last is not waited for beyond these 5 s', async t => {
  const { signal, letStop, pass, codes } = stopping(1)
  signal()
  letStop()
  await pass(5000)
  t.same(codes, [0])
})

t.test('whoever asks twice gets 1, after a tenth of a second where nobody reads', async t => {
  const { signal, pass, codes } = stopping('never')
  signal()
  await pass(0)
  signal()
  await pass(50)
  t.same(codes, [])
  await pass(50)
  t.same(codes, [1])
})
