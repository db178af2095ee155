import type { Logger } from 'pino'
import { nothingChosen } from '../call.ts'
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
import { turnOfTheLoop } from '../turn-of-the-loop.ts'
import { type Recorded, RecordedWire } from '../wire/recorded-wire.ts'
import { answeredLine, failedLine, type LineResult } from './line-result.ts'

/** What a line is run with. */
export interface LineParts {
  readonly spine: Spine
  readonly clock: Clock
  readonly log: Logger
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
  const selection = { ...nothingChosen, call: `${batch.id}-line-${number}` }
  const request: Incoming['request'] = {
    method: batchMethod,
    headers: headersOf(batch),
    operation: operationOf(rest),
    body: bodyOf(body, session.scenario.api.bodyLimitBytes),
    refused: null,
    isLine: true,
  }
  return {
    arriving: unconnected(session, { rest, selection, requestOnConnection: number }, clock),
    request,
    wire,
    batch: batch.id,
  }
}

/** The line where the mock itself fails to make a request of it: that is answered, journaled and logged as any bug is. */
const strandedLine = ({ number, batch, session, wire, clock }: Order, error: unknown): Incoming => ({
  arriving: unconnected(session, { rest: '/', selection: nothingChosen, requestOnConnection: number }, clock),
  request: { method: batchMethod, headers: {}, operation: null, body: { kind: 'none' }, refused: null, isLine: true },
  wire,
  batch: batch.id,
  bug: { error },
})

const takenIn = (line: BatchLine, order: Order): Incoming => {
  try {
    return incomingOf(line, order)
  } catch (error) {
    return strandedLine(order, error)
  }
}

const newId = (clock: Clock): string => `batch_req_${freshIds(clock.now()).requestId.slice('req_'.length)}`

/** A line whose batch was over before its turn came. */
export const expiredLine = ({ bytes }: TextLine, clock: Clock): LineResult => {
  const customId = lineOf(bytes)?.customId ?? ''
  return failedLine(newId(clock), customId, 'batch_expired', 'The completion window ended before this request ran.')
}

const answered = async (spine: Spine, line: BatchLine, order: Order): Promise<Recorded | null> => {
  const { wire } = order
  const done = new Promise<void>((resolve, reject) => {
    spine([{ incoming: takenIn(line, order), done: lost => (lost === null ? resolve() : reject(lost.error)) }])
  })
  // every answer comes at once here: a request without one after a turn of the event loop hangs
  await Promise.race([done, turnOfTheLoop()])
  wire.giveUp()
  await done
  return wire.answer
}

const BUG = "A bug in groq-mock: this line has no answer, and the mock's log says why. Groq gives no such error."

/** Runs one line through the spine, as a request without a connection. What goes wrong is the line's error, and no other's. */
export const runLine = async (
  { number, bytes }: TextLine,
  batch: Batch,
  session: Session,
  { spine, clock, log }: LineParts,
): Promise<LineResult> => {
  const id = newId(clock)
  const line = lineOf(bytes)
  if (line === null) return failedLine(id, '', notJson.code, notJson.message)
  const wire = new RecordedWire(clock, clock.monotonic())
  try {
    return answeredLine(id, line.customId, await answered(spine, line, { number, batch, session, wire, clock }))
  } catch (error) {
    log.error({ err: error, batch: batch.id, line: number }, 'a bug in groq-mock: a line of a batch has no answer')
    return failedLine(id, line.customId, 'mock_bug', BUG)
  }
}
