import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Clock } from '../clock/clock.ts'
import { freshIds } from '../fresh.ts'
import { batchMethod } from '../groq/batch-facts.ts'
import { type OperationId, operations } from '../groq/endpoints.ts'
import { type Incoming, type Spine, unconnected } from '../incoming.ts'
import { type BatchLine, lineOf, notJson } from '../request/batch-line.ts'
import { operationAt } from '../request/operations.ts'
import type { BodyRead } from '../request/received.ts'
import type { TextLine } from '../request/text-line.ts'
import type { Batch } from '../session/batch.ts'
import type { Session } from '../session/session.ts'
import { RecordedWire } from '../wire/recorded-wire.ts'
import { answeredLine, failedLine, type LineResult } from './line-result.ts'

/** What a line is run with. */
export interface LineParts {
  readonly spine: Spine
  readonly clock: Clock
}

const LONGEST_URL = 16 * 1024

/** Operations that generate something. A batch can't use any other: one that creates batches would never end. */
const operationOf = (url: string): OperationId | null => {
  const operation = operationAt('POST', url.split('?')[0] ?? '')
  return operation !== null && operations[operation].limits !== 'none' ? operation : null
}

const bodyOf = (body: string, limitBytes: number): BodyRead => {
  const content = Buffer.from(body)
  return content.length > limitBytes ? { kind: 'too-large', bytes: content.length } : { kind: 'whole', content }
}

const headersOf = ({ creator: { authorization, userAgent } }: Batch): Incoming['request']['headers'] => ({
  'content-type': 'application/json',
  ...(authorization === undefined ? {} : { authorization }),
  ...(userAgent === undefined ? {} : { 'user-agent': userAgent }),
})

/** A line on its way: who it is run for, and the wire that takes its answer. */
interface Order {
  readonly number: number
  readonly batch: Batch
  readonly session: Session
  readonly wire: RecordedWire
  readonly clock: Clock
}

/** The line as a request of the batch's creator; its name makes it a call of its own. */
const incomingOf = ({ url, body }: BatchLine, { number, batch, session, wire, clock }: Order): Incoming => {
  const rest = url.slice(0, LONGEST_URL) || '/'
  const selection = { scenario: null, session: null, call: `${batch.id}-line-${number}`, inject: null, wrong: null }
  return {
    arriving: unconnected(session, { rest, selection, requestOnConnection: number }, clock),
    request: {
      method: batchMethod,
      headers: headersOf(batch),
      operation: operationOf(rest),
      body: bodyOf(body, session.scenario.api.bodyLimitBytes),
      refused: null,
      isLine: true,
    },
    wire,
    batch: batch.id,
  }
}

const newId = (clock: Clock): string => `batch_req_${freshIds(clock.now()).requestId.slice('req_'.length)}`

/** A line whose batch was over before its turn came. */
export const expiredLine = ({ bytes }: TextLine, clock: Clock): LineResult => {
  const customId = lineOf(bytes)?.customId ?? ''
  return failedLine(newId(clock), customId, 'batch_expired', 'The completion window ended before this request ran.')
}

/** Runs one line through the spine, as a request without a connection. What goes wrong is the line's error. */
export const runLine = async (
  { number, bytes }: TextLine,
  batch: Batch,
  session: Session,
  { spine, clock }: LineParts,
): Promise<LineResult> => {
  const id = newId(clock)
  const line = lineOf(bytes)
  if (line === null) return failedLine(id, '', notJson.code, notJson.message)
  const wire = new RecordedWire(clock, clock.monotonic())
  const done = spine(incomingOf(line, { number, batch, session, wire, clock }))
  // every answer comes at once here: a request without one after a turn of the event loop hangs
  await Promise.race([done, turnOfTheLoop()])
  wire.giveUp()
  await done
  return answeredLine(id, line.customId, wire.answer)
}
