import type { Logger } from 'pino'
import type { Clock } from './clock/clock.ts'
import { type Decision, decide } from './engine/decide.ts'
import { bareEndOf, endOf } from './exchange/end.ts'
import { lostBy } from './exchange/lost-by.ts'
import { mockHeadersOf, performanceOf } from './exchange/performance.ts'
import { recorded } from './exchange/recorded.ts'
import { stages } from './exchange/stages.ts'
import { Way } from './exchange/way.ts'
import { whenDue } from './exchange/when-due.ts'
import { inTurns } from './in-turns.ts'
import type { Lost, Spine } from './incoming.ts'
import type { Journal } from './journal/journal.ts'
import type { JournalFile } from './journal/journal-file.ts'
import { logExchange } from './journal/line.ts'
import { perform } from './outcomes/index.ts'
import type { Performed } from './outcomes/performance.ts'
import type { Remark } from './outcomes/remark.ts'
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
  const { each, failed, tried } = stages(log, headersOf)

  const understand = (way: Way): void => {
    if (way.bug) throw way.bug.error
    way.stage = 'identify'
    way.call = identify(way.received)
  }

  const decideOn = (way: Way): void => {
    const { arriving, request } = way
    const { session } = arriving
    // a page can read what is wrong with its choice only behind a preflight that went well
    const wrong = way.call.inquiry ? null : arriving.wrong
    way.stage = 'count'
    if (!wrong && way.answered === undefined) way.attempt = session.attemptOf(way.call, arriving)
    if (request.body.kind === 'gone') return
    way.stage = 'decide'
    way.decision = decide(way.call, way.attempt, session, wrong, session.sessionMs(arriving.startedMs))
  }

  const answerNow = (decision: Decision, way: Way): Performed =>
    perform(decision.outcome, performanceOf(way, decision, clock.monotonic(), headersOf(way)))

  const remarked = async (way: Way, performed: Promise<readonly Remark[]>): Promise<void> => {
    way.remarks = await performed
  }

  const answer = (way: Way): void => {
    const { decision } = way
    if (decision === null) return
    way.stage = 'perform'
    // from the arrival on, so that our own work does not come on top
    const performed = whenDue(decision.delayMs, way.wire, () => answerNow(decision, way))
    if (performed instanceof Promise) way.waiting = remarked(way, performed).catch(error => failed(way, error))
    else way.remarks = performed
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
    const entry = recorded(way, sent, parts.keepBodies, tried)
    if (!entry) return
    logExchange(log, entry, clock.now())
    if (!isRemembered) return
    const { name } = arriving.session.scenario
    journal.add(entry, way.decision?.trace ?? null, name)
    parts.journalFile?.add(entry, name, arriving.life)
  }

  const end = ({ arriving, done }: Way, lost: Lost | null): void => {
    arriving.endUse(clock.monotonic())
    done(lost)
  }

  const endWhenOver = (way: Way): void => {
    const whenOver = (): void =>
      way.wire.whenOver(sent =>
        end(
          way,
          lostBy(() => conclude(way, sent)),
        ),
      )
    if (way.waiting === null) whenOver()
    else way.waiting.then(whenOver, error => end(way, { error }))
  }

  const serve = (ways: readonly Way[]): void => {
    each(ways, understand)
    each(ways, decideOn)
    each(ways, answer)
    for (const way of ways) endWhenOver(way)
  }

  const serveLong = async (way: Way): Promise<void> => {
    try {
      await inTurns(lookAhead(way.received))
    } catch (error) {
      way.stage = 'identify'
      way.waiting = failed(way, error)
    }
    serve([way])
  }

  return together => {
    const ways: Way[] = []
    for (const asking of together) {
      const lost = lostBy(() => ways.push(new Way(asking)))
      if (lost) asking.done(lost)
    }
    serve(ways.filter(({ request }) => !takesLong(request.body)))
    for (const way of ways) if (takesLong(way.request.body)) serveLong(way)
  }
}
