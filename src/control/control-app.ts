import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply } from 'fastify'
import type { Logger } from 'pino'
import type { Clock } from '../clock/clock.ts'
import type { Lateness } from '../clock/lateness.ts'
import type { Journal } from '../journal/journal.ts'
import type { JournalFile } from '../journal/journal-file.ts'
import type { LogState } from '../log/log-state.ts'
import type { GivenScenarios } from '../scenario/given-scenarios.ts'
import type { Library } from '../scenario/library.ts'
import type { Reads } from '../scenario/reader.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Sessions } from '../session/sessions.ts'
import type { Settings } from '../settings.ts'
import type { OpenStreams } from '../wire/wire-options.ts'
import { withoutSecrets } from '../without-secrets.ts'

/** What the control API looks at and may reset. */
export interface ControlParts {
  readonly settings: Settings
  /** The server's own. */
  readonly scenario: Scenario
  readonly library: Library
  /** Reads what is large without holding anybody up. */
  readonly reader: Reads
  readonly given: GivenScenarios
  readonly sessions: Sessions
  readonly journal: Journal
  /** Null where the journal is not written to one. */
  readonly journalFile: JournalFile | null
  readonly clock: Clock
  readonly log: Logger
  readonly logState: LogState
  /** How late the process is. */
  readonly lateness: Lateness
  /** Answers that are being sent event by event. */
  readonly streams: Readonly<OpenStreams>
}

/** An instance whose handlers get the types that their schemas say. */
export type ControlApp = FastifyInstance<
  Server,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** Answers a control call that can't be met: what was seen, without secrets, and what to do. `more` is for programs. */
export const refuse = (reply: FastifyReply, status: number, message: string, more: object = {}): FastifyReply =>
  reply.code(status).send({ error: { message: withoutSecrets(message), type: 'control_error', ...more } })

/** Answers a control call whose URL can't be read. */
export const refuseUrl = (reply: FastifyReply): FastifyReply =>
  refuse(reply, 400, 'The URL of this control call is badly encoded, or a part of it is too long.')
