import type { Call } from '../../call.ts'
import type { Fresh } from '../../fresh.ts'
import { batchLimits, batchUrls } from '../../groq/batch-facts.ts'
import { windowMsOf } from '../../groq/completion-window.ts'
import { errors } from '../../groq/errors.ts'
import { isObject, member } from '../../json-value.ts'
import type { Batch } from '../../session/batch.ts'
import type { AnswerContext, Complete, WholeAnswer } from '../answer.ts'
import { refusal } from '../refusal.ts'
import { wholeJson } from '../whole-json.ts'
import { EXPIRES_AFTER_MS, fateOf } from './batch-fate.ts'
import { batchObject } from './batch-object.ts'
import { madeUpBatch } from './made-up-resources.ts'

const textIn = (body: unknown, name: string, otherwise: string): string => {
  const text = member(body, name)
  return typeof text === 'string' ? text : otherwise
}

/** Texts by name, as documented (schema of `createBatch`, docs/facts/groq-wire.md §3.9); anything else is none. */
const metadataIn = (body: unknown): Batch['metadata'] => {
  const metadata = member(body, 'metadata')
  const isTexts = isObject(metadata) && Object.values(metadata).every(value => typeof value === 'string')
  return isTexts ? (metadata as Readonly<Record<string, string>>) : null
}

const creatorOf = ({ authorization, 'user-agent': userAgent }: Call['headers']): Batch['creator'] => ({
  ...(authorization === undefined ? {} : { authorization }),
  ...(userAgent === undefined ? {} : { userAgent }),
})

const newBatch = (
  { call: { body, headers }, sessionMs }: AnswerContext,
  complete: Complete,
  { requestId, nowMs }: Fresh,
): Batch => {
  const fate = fateOf(complete)
  const said = {
    endpoint: textIn(body, 'endpoint', batchUrls[0] ?? ''),
    inputFileId: textIn(body, 'input_file_id', ''),
    completionWindow: textIn(body, 'completion_window', '24h'),
    metadata: metadataIn(body),
  }
  return {
    id: `batch_${requestId.slice('req_'.length)}`,
    ...said,
    windowMs:
      fate?.status === 'expired'
        ? EXPIRES_AFTER_MS
        : (windowMsOf(said.completionWindow) ?? batchLimits.shortestWindowMs),
    creator: creatorOf(headers),
    status: 'validating',
    fate,
    errors: [],
    counts: { total: 0, completed: 0, failed: 0 },
    outputFileId: null,
    errorFileId: null,
    createdAtMs: nowMs,
    createdMs: sessionMs,
    times: {},
    heldBytes: Buffer.byteLength(JSON.stringify(said)),
  }
}

/** Begins a batch. Whether its input is there was decided before; what is in it is looked at while it is validating. */
export const createBatch = (context: AnswerContext, complete: Complete, fresh: Fresh): WholeAnswer => {
  const batch = newBatch(context, complete, fresh)
  if (!context.resources.addBatch(batch)) return refusal(413, errors[413].variants['no-room-for-file'])
  return wholeJson(batchObject(batch))
}

/** The batch that a request names: the session's, else a plausible one; whether there has to be one was decided before. */
const batchOf = ({ call: { resource }, resources }: AnswerContext): Batch => {
  const id = resource ?? 'batch_01jh6xa7reempvjyh6n3yst2zw'
  return resources.batches.get(id) ?? madeUpBatch(id)
}

/** One batch, as it is at this moment. */
export const retrieveBatch = (context: AnswerContext): WholeAnswer => wholeJson(batchObject(batchOf(context)))

/** Begins to cancel a batch; one that is cancelled or over is shown as it is. */
export const cancelBatch = (context: AnswerContext): WholeAnswer =>
  wholeJson(batchObject(context.resources.cancelBatch(batchOf(context), context.sessionMs)))
