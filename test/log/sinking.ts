import { type FakeClock, fakeClock } from '#src/clock/clock'
import { LogSink, type WritePiece } from '#src/log/log-sink'

/** What one write comes to: an error, how many bytes are taken, all of them, or nothing ever. */
export type Fate = string | number | 'all' | 'never'

const failure = (code: string): NodeJS.ErrnoException => Object.assign(new Error(`${code}: as told, write`), { code })

/** A sink under a clock that stands still. */
export type Sinking = ReturnType<typeof sinkOf>

/** A sink whose writes end as they are told, the last fate again and again, and what came of it. */
export const sinkOf = (...fates: readonly Fate[]) => {
  const clock: FakeClock = fakeClock()
  let left = [...fates]
  const pieces: Buffer[] = []
  const seen = {
    get taken() {
      return Buffer.concat(pieces).toString()
    },
    tries: 0,
    told: [] as string[],
    mended: [] as number[],
  }
  const fateOf = (): Fate => (left.length > 1 ? left.shift() : left[0]) ?? 'all'
  const write: WritePiece = (piece, done) => {
    seen.tries += 1
    const fate = fateOf()
    if (fate === 'never') return
    if (typeof fate === 'string' && fate !== 'all') return void setImmediate(() => done(failure(fate), 0))
    const bytes = fate === 'all' ? piece.length : Math.min(Number(fate), piece.length)
    pieces.push(Buffer.from(piece.subarray(0, bytes)))
    setImmediate(() => done(null, bytes))
  }
  const sink = new LogSink({
    clock,
    write,
    writeNow: piece => {
      const fate = fateOf()
      if (typeof fate === 'string' && fate !== 'all') throw failure(fate)
      const bytes = fate === 'all' ? piece.length : Math.min(Number(fate), piece.length)
      pieces.push(Buffer.from(piece.subarray(0, bytes)))
      return bytes
    },
    tell: message => seen.told.push(message),
    onMended: lost => seen.mended.push(lost),
  })
  const fare = (...next: readonly Fate[]): void => {
    left = [...next]
  }
  /** Lets time go on bit by bit, as what is woken may fall asleep again. */
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 50) {
      await settled()
      await clock.advance(Math.min(50, ms - passed))
    }
    await settled()
  }
  return { sink, clock, seen, fare, pass }
}

/** Lets pass what comes next without time going on. */
export const settled = async (): Promise<void> => {
  for (let i = 0; i < 10; i += 1) await new Promise(resolve => setImmediate(resolve))
}
