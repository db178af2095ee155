import type { RequestListener } from 'node:http'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { addApiRoutes } from './arrivals/api-routes.ts'
import { BodyRoom } from './arrivals/body-room.ts'
import { ConnectionBook } from './arrivals/connection-book.ts'
import { DirectRequest } from './arrivals/direct-request.ts'
import { connectionsOf, openServer } from './arrivals/open-server.ts'
import { overHttp } from './arrivals/over-http.ts'
import { receiver } from './arrivals/receiver.ts'
import { recordNotHttp } from './arrivals/record-not-http.ts'
import { Together } from './arrivals/together.ts'
import { BatchRunner } from './batches/batch-runner.ts'
import { type Clock, realClock } from './clock/clock.ts'
import { Lateness } from './clock/lateness.ts'
import type { Known } from './control/judge-session.ts'
import { onFirstUse } from './control/on-first-use.ts'
import { exchange } from './exchange.ts'
import { Journal } from './journal/journal.ts'
import type { JournalFile } from './journal/journal-file.ts'
import type { LogState } from './log/log-state.ts'
import { GivenScenarios } from './scenario/given-scenarios.ts'
import type { Library } from './scenario/library.ts'
import { Reader } from './scenario/reader.ts'
import type { Scenario } from './scenario/scenario.ts'
import type { Session } from './session/session.ts'
import { Sessions } from './session/sessions.ts'
import type { Settings } from './settings.ts'
import type { Certificate } from './tls/certificate.ts'
import type { Verdict } from './verdict/verdict.ts'
import { answerConnect, answerExpectations } from './wire/answer-connect.ts'
import { answerNotHttp } from './wire/answer-not-http.ts'
import { noteRequests } from './wire/last-asked.ts'
import { TextAnswer } from './wire/text-answer.ts'
import { trackConnections } from './wire/track-connections.ts'
import { withoutCompilers } from './without-compilers.ts'

/** What a server is built from. */
export interface ServerParts {
  readonly settings: Settings
  readonly library: Library
  /** The server's own scenario. */
  readonly scenario: Scenario
  readonly clock: Clock
  /** Real time, for what must not follow the clock of the sessions. */
  readonly realTime?: Clock
  readonly log: Logger
  /** How the writing of the log fares. */
  readonly logState: LogState
  /** What the journal is written to; null or absent for nothing. */
  readonly journalFile?: JournalFile | null
  /** Null or absent for plain HTTP. */
  readonly certificate?: Certificate | null
}

/** A server that is wired but does not listen. */
export interface BuiltServer {
  readonly app: FastifyInstance
  readonly journal: Journal
  /** Null where the journal is not written to one. */
  readonly journalFile: JournalFile | null
  readonly sessions: Sessions
  /** What reads scenarios while it runs. */
  readonly reader: Reader
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal
  /** Says what the journal shows of the client of a session; a WARN fails too where it is `strict`. */
  judge(session: Session, strict: boolean, known: Known): Promise<Verdict>
  /** Stops listening, ends waits, finishes answers; what is still open after a while is cut off. */
  stop(): Promise<void>
}

const GRACE_MS = 3000
const LONGEST_PARAMETER = 1024

/** Registers everything, in order: this list is the map of the server. Why Fastify is set so: docs/facts/node.md §1. */
export const buildServer = (parts: ServerParts): BuiltServer => {
  const { settings, library, scenario, clock, log, logState, journalFile = null, certificate = null } = parts
  const { realTime = realClock } = parts
  const stopping = new AbortController()
  const journal = new Journal(settings.journalBytes)
  const reader = new Reader({ clock: realTime })
  const given = new GivenScenarios({
    library,
    reader,
    mostBytes: settings.scenarioBytes,
    onFull: isUnused => {
      sessions.forgetIdle()
      journal.forgetTraces(({ rules }) => rules[0] !== undefined && isUnused(rules[0]))
    },
  })
  const sessions = new Sessions({
    scenarios: library,
    holder: given,
    scenario,
    seed: settings.seed,
    speed: settings.speed,
    clock,
    most: settings.sessions,
    mostBytes: settings.sessionBytes,
    fileBytes: settings.fileBytes,
    ttlMs: settings.sessionTtlMs,
    onGone: id => journal.clear(id),
    onWork: session => batches.wake(session),
    warn: message => log.warn(message),
  })
  const book = new ConnectionBook(clock)
  const receive = receiver(sessions, clock, book)
  const room = new BodyRoom(settings.bodyBytes)
  const { mockHeaders, keepBodies } = settings
  const spine = exchange({ journal, journalFile, clock, log, mockHeaders, keepBodies })
  const batches = new BatchRunner({ spine, clock, log, stopping: stopping.signal })
  const streams = { open: 0 }
  const answers = new TextAnswer(clock)
  const together = new Together(spine, answers)
  const http = { receive, room, clock, log, stopping: stopping.signal, streams, answers }
  const answer = overHttp(asking => together.add(asking), http)
  // the event loop is late in real time, whatever clock the sessions have
  const lateness = new Lateness(realTime)
  const looking = {
    settings,
    scenario,
    library,
    reader,
    given,
    sessions,
    journal,
    journalFile,
    clock,
    log,
    logState,
    lateness,
    streams,
  }
  const control = onFirstUse(
    async () => (await import('./control/control-server.ts')).buildControlServer(looking, LONGEST_PARAMETER),
    error => log.error(error, 'the control API could not be loaded'),
  )

  // what came before a control call has been served before it
  const route: RequestListener = (request, response) => {
    together.flush()
    control.route(request, response)
  }

  const app = Fastify({
    logger: false,
    serverFactory: (api, options) =>
      openServer({ api, control: route }, options, { certificate, log, clock: realTime }),
    exposeHeadRoutes: false,
    schemaController: withoutCompilers,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    // what has no host, or expects too much, is answered and journaled as well
    http: { requireHostHeader: false, IncomingMessage: DirectRequest },
    frameworkErrors: (_error, request, reply) => answer(request, reply, null, { name: 'bad-url' }),
    clientErrorHandler: answerNotHttp(recordNotHttp(spine, { receive, clock, log }), () => together.flush()),
  })
  const onConnection = connectionsOf(app.server)
  onConnection(socket => book.opened(socket))
  const connections = trackConnections(app.server, onConnection, most =>
    log.warn(`a connection was closed on which more than ${most} requests waited for their answers`),
  )
  noteRequests(app.server)
  answerConnect(app.server)
  answerExpectations(app.server)
  addApiRoutes(app, { receive, room, exchange: answer })
  app.addHook('preClose', () => control.close())
  // the work of starting is no lateness
  app.addHook('onListen', done => {
    lateness.watch(stopping.signal)
    done()
  })

  const stop = async (): Promise<void> => {
    stopping.abort()
    reader.end()
    const closed = new AbortController()
    clock.sleep(GRACE_MS, closed.signal).then(connections.closeAll)
    connections.closeIdle()
    await app.close()
    closed.abort()
    await journalFile?.end()
  }
  const judge: BuiltServer['judge'] = async (session, strict, known) =>
    (await import('./control/judge-session.ts')).judgeSession(looking, session, strict, known)
  return { app, journal, journalFile, sessions, reader, judge, stopping: stopping.signal, stop }
}
