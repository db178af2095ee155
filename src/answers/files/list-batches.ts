import { batchesPerPage, batchLimits } from '../../groq/batch-facts.ts'
import { errors } from '../../groq/errors.ts'
import { member } from '../../json-value.ts'
import type { Batch } from '../../session/batch.ts'
import type { AnswerContext, WholeAnswer } from '../answer.ts'
import { refusal } from '../refusal.ts'
import { wholeJson } from '../whole-json.ts'
import { batchObject } from './batch-object.ts'
import { madeUpBatch } from './made-up-resources.ts'

const PREFIX = 'cursor_'

/** In the form of the documented sample: the last batch of the page, in base64 (docs/facts/groq-wire.md §3.9). */
const cursorAfter = ({ id }: Batch): string => PREFIX + Buffer.from(JSON.stringify({ id })).toString('base64url')

const idIn = (cursor: string): unknown => {
  try {
    return member(JSON.parse(Buffer.from(cursor.slice(PREFIX.length), 'base64url').toString()), 'id')
  } catch {
    return undefined
  }
}

const byId = (ids: readonly string[], resources: AnswerContext['resources']): WholeAnswer => {
  if (ids.length > batchLimits.listedIds) {
    return refusal(400, errors[400].variants['too-many-batch-ids'], { most: String(batchLimits.listedIds) })
  }
  const data = ids.map(id => batchObject(resources.batches.get(id) ?? madeUpBatch(id)))
  return wholeJson({ object: 'list', data })
}

/**
 * The batches of the session, the newest first (inferred), page by page: `cursor` takes the `next_cursor` of the page before.
 * Or those that `id` names.
 */
export const listBatches = ({ call, resources }: AnswerContext): WholeAnswer => {
  const query = new URLSearchParams(call.query)
  const ids = query.getAll('id')
  if (ids.length > 0) return byId(ids, resources)

  const all = [...resources.batches.all()].reverse()
  const cursor = query.get('cursor')
  const last = cursor === null ? -1 : all.findIndex(({ id }) => id === idIn(cursor))
  if (cursor !== null && last === -1) return refusal(400, errors[400].variants['invalid-batch-cursor'])

  const next = last + 1 + batchesPerPage
  const page = all.slice(last + 1, next)
  const end = page.at(-1)
  const nextCursor = end && next < all.length ? cursorAfter(end) : null
  return wholeJson({ object: 'list', data: page.map(batchObject), paging: { next_cursor: nextCursor } })
}
