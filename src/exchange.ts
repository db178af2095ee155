import type { Logger } from 'pino'
import type { Clock } from './clock/clock.ts'
import { type Decision, decide } from './engine/decide.ts'
import { answerBug, logBug, type Stage } from './exchange/bug.ts'
import { bareEndOf, endOf } from './exchange/end.ts'
import { bareRecord, record } from './exchange/record.ts'
import { sentence } from './exchange/sentence.ts'
import { type Way, wayOf } from './exchange/way.ts'
import type { Spine } from './incoming.ts'
import type { Entry } from './journal/entry.ts'
import type { Journal } from './journal/journal.ts'
import type { JournalFile } from './journal/journal-file.ts'
import { logExchange } from './journal/line.ts'
import { perform } from './outcomes/index.ts'
import { toldOf } from './outcomes/told-of.ts'
import { identify } from './request/identify.ts'
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

/** The spine: serves requests and the lines of batches alike. What throws on the way is a bug of ours, and the request gets to know. */
export const exchange = (parts: ExchangeParts): Spine => {
  const { journal, clock, log } = parts

  const mockHeadersOf = ({ arriving: { session }, fresh, decision }: Way): readonly string[] => {
    if (!parts.mockHeaders) return []
    const rule = decision?.rule ?? null
    const headers = ['x-mock-session', session.id, 'x-mock-entry', fresh.requestId]
    return rule === null ? headers : [...headers, 'x-mock-rule', rule]
  }

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

  const identified = ({ request, arriving }: Way) => {
    const { selection, prefix, session } = arriving
    return identify({ ...request, url: prefix.rest, selection, validation: session.scenario.api.validation })
  }

  const answer = async (decision: Decision, way: Way) => {
    const { session } = way.arriving
    // from the arrival on, so that our own work does not come on top
    if (decision.delayMs > 0) await way.wire.sleep(decision.delayMs - way.wire.elapsedMs)
    return perform(decision.outcome, {
      call: way.call,
      wire: way.wire,
      fresh: way.fresh,
      seed: session.seed,
      sessionMs: session.sessionMs(clock.monotonic()),
      resources: session.resources,
      models: session.scenario.api.listedModels,
      headerChanges: decision.headers,
      standing: decision.standing,
      stream: decision.stream,
      compression: session.scenario.api.compression,
      mockHeaders: mockHeadersOf(way),
    })
  }

  const serve = async (way: Way): Promise<void> => {
    const { arriving, request, bug } = way
    const { session } = arriving
    let stage: Stage = 'receive'
    try {
      if (bug) throw bug.error
      stage = 'identify'
      way.call = identified(way)
      // a page can read what is wrong with its choice only behind a preflight that went well
      const wrong = way.call.inquiry ? null : arriving.wrong
      stage = 'count'
      if (!wrong && way.answered === undefined) way.attempt = session.attemptOf(way.call, arriving)
      if (request.body.kind === 'gone') return
      stage = 'decide'
      way.decision = decide(way.call, way.attempt, session, wrong, session.sessionMs(arriving.startedMs))
      stage = 'perform'
      way.remarks = await answer(way.decision, way)
    } catch (error) {
      await answerBug(found(way, stage, error), way.fresh.requestId, mockHeadersOf(way), way.wire)
    }
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

  const through = async (way: Way): Promise<void> => {
    const { arriving, wire } = way
    await serve(way)

    const sent = await wire.over
    way.told = tried(way, 'read', () => way.decision && toldOf(way.decision, sent, arriving.atMs)) ?? null
    // a session that was reset or is gone since has forgotten this exchange
    const isRemembered = arriving.session.life === arriving.life
    if (isRemembered) settle(way, sent)
    const entry = recorded(way, sent)
    if (!entry) return
    logExchange(log, entry)
    if (!isRemembered) return
    journal.add(entry, way.decision?.trace ?? null)
    parts.journalFile?.add(entry, arriving.session.scenario.name, arriving.life)
  }

  return async incoming => {
    try {
      await through(wayOf(incoming))
    } finally {
      incoming.arriving.endUse(clock.monotonic())
    }
  }
}
