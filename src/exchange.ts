import type { Logger } from 'pino'
import type { Clock } from './clock/clock.ts'
import { type Decision, decide } from './engine/decide.ts'
import { answerBug, logBug, type Stage } from './exchange/bug.ts'
import { bareEndOf, endOf } from './exchange/end.ts'
import { lostBy } from './exchange/lost-by.ts'
import { mockHeadersOf, performanceOf } from './exchange/performance.ts'
import { bareRecord, record } from './exchange/record.ts'
import { sentence } from './exchange/sentence.ts'
import { Way } from './exchange/way.ts'
import { whenDue } from './exchange/when-due.ts'
import { inTurns } from './in-turns.ts'
import type { Lost, Spine } from './incoming.ts'
import type { Entry } from './journal/entry.ts'
import type { Journal } from './journal/journal.ts'
import type { JournalFile } from './journal/journal-file.ts'
import { logExchange } from './journal/line.ts'
import { perform } from './outcomes/index.ts'
import type { Performed } from './outcomes/performance.ts'
import { toldOf } from './outcomes/told-of.ts'
import { identify, lookAhead, takesLong } from './request/identify.ts'
import type { Settlement } from './session/settlement.ts'
import type { Sent } from './wire/wire.ts'

/** What the spine is made of. */
export interface ExchangeParts {
  readonly journal: Journal
  /** Null or absent where the journal is not written to a file. */
  readonly journalFile?: JournalFile | null
  readonly clock: Clock
  readonly log: Logger
  /** Whether answers carry `x-mock-*`. */
  readonly mockHeaders: boolean
  /** Whether headers and bodies of requests are kept in the journal. */
  readonly keepBodies: boolean
}

const NO_HEADERS: readonly string[] = []

/** The spine: serves requests and the lines of batches alike. What throws on the way is a bug of ours, and the request gets to know. */
export const exchange = (parts: ExchangeParts): Spine => {
  const { journal, clock, log } = parts
  const headersOf = parts.mockHeaders ? mockHeadersOf : () => NO_HEADERS

  const found = (way: Way, stage: Stage, error: unknown) => {
    const bug = { stage, error }
    way.bugs.push(bug)
    logBug(log, { entry: way.fresh.requestId, key: way.call.key }, bug)
    return bug
  }

  const tried = <T>(way: Way, stage: Stage, act: () => T): T | undefined => {
    try {
      return act()
    } catch (error) {
      found(way, stage, error)
      return undefined
    }
  }

  const failed = async (way: Way, stage: Stage, error: unknown): Promise<void> =>
    answerBug(found(way, stage, error), way.fresh.requestId, headersOf(way), way.wire)

  const answerNow = (decision: Decision, way: Way): Performed =>
    perform(decision.outcome, performanceOf(way, decision, clock.monotonic(), headersOf(way)))

  // from the arrival on, so that our own work does not come on top
  const answer = (decision: Decision, way: Way): Performed =>
    whenDue(decision.delayMs, way.wire)?.then(() => answerNow(decision, way)) ?? answerNow(decision, way)

  const remarked = (way: Way, performed: Performed): Promise<void> | null => {
    if (performed instanceof Promise)
      return performed.then(remarks => void remarked(way, remarks)).catch(error => failed(way, 'perform', error))
    way.remarks = performed
    return null
  }

  /** Answers; a promise only where there is something to wait for. */
  const serveNow = (way: Way): Promise<void> | null => {
    const { arriving, request, bug } = way
    const { session } = arriving
    let stage: Stage = 'receive'
    try {
      if (bug) throw bug.error
      stage = 'identify'
      way.call = identify(way.received)
      // a page can read what is wrong with its choice only behind a preflight that went well
      const wrong = way.call.inquiry ? null : arriving.wrong
      stage = 'count'
      if (!wrong && way.answered === undefined) way.attempt = session.attemptOf(way.call, arriving)
      if (request.body.kind === 'gone') return null
      stage = 'decide'
      way.decision = decide(way.call, way.attempt, session, wrong, session.sessionMs(arriving.startedMs))
      stage = 'perform'
      return remarked(way, answer(way.decision, way))
    } catch (error) {
      return failed(way, stage, error)
    }
  }

  const serve = (way: Way): Promise<void> | null => {
    if (!takesLong(way.request.body)) return serveNow(way)
    const later = async (): Promise<void> => (await serveNow(way)) ?? undefined
    return inTurns(lookAhead(way.received)).then(later, error => failed(way, 'identify', error))
  }

  const recorded = (way: Way, sent: Sent): Entry | undefined => {
    const said = tried(way, 'tell', () => sentence(way, sent))
    const entry = said === undefined ? said : tried(way, 'record', () => record(way, said, sent, parts.keepBodies))
    return entry ?? tried(way, 'record', () => bareRecord(way, sent))
  }

  const settle = (way: Way, sent: Sent): void => {
    const { arriving, attempt } = way
    const settled = (endOf: () => Settlement) =>
      tried(way, 'settle', () => {
        arriving.session.settle(attempt, endOf(), clock.monotonic())
        return true
      })
    if (!settled(() => endOf(way, sent))) settled(() => bareEndOf(way))
  }

  const conclude = (way: Way, sent: Sent): void => {
    const { arriving } = way
    way.told = tried(way, 'read', () => way.decision && toldOf(way.decision, sent, arriving.atMs)) ?? null
    // a session that was reset or is gone since has forgotten this exchange
    const isRemembered = arriving.session.life === arriving.life
    if (isRemembered) settle(way, sent)
    const entry = recorded(way, sent)
    if (!entry) return
    logExchange(log, entry, clock.now())
    if (!isRemembered) return
    const { name } = arriving.session.scenario
    journal.add(entry, way.decision?.trace ?? null, name)
    parts.journalFile?.add(entry, name, arriving.life)
  }

  return (incoming, done) => {
    const way = new Way(incoming)
    const end = (lost: Lost | null): void => {
      incoming.arriving.endUse(clock.monotonic())
      done(lost)
    }
    const whenOver = (): void => way.wire.whenOver(sent => end(lostBy(() => conclude(way, sent))))
    const waiting = serve(way)
    if (waiting === null) whenOver()
    else waiting.then(whenOver, error => end({ error }))
  }
}
