import { hash } from 'node:crypto'
import type { Fresh } from '../../fresh.ts'
import { errors } from '../../groq/errors.ts'
import type { StoredFile } from '../../session/stored-file.ts'
import type { AnswerContext, Complete, WholeAnswer } from '../answer.ts'
import { refusal } from '../refusal.ts'
import { wholeJson } from '../whole-json.ts'
import { madeUpFile } from './made-up-resources.ts'

const shown = ({ id, content, createdAtMs, filename, purpose }: StoredFile) => ({
  id,
  object: 'file',
  bytes: content.length,
  created_at: Math.floor(createdAtMs / 1000),
  filename,
  purpose,
})

const NOTHING = new Uint8Array()

/** The file that a request names: the session's, else a plausible one; whether there has to be one was decided before. */
export const fileOf = ({ call: { resource }, resources }: AnswerContext): StoredFile => {
  const id = resource ?? 'file_01jh6x76wtemjr74t1fh0faj5t'
  return resources.files.get(id) ?? madeUpFile(id)
}

/** Keeps the file of a form. Its lines were checked before; where nothing is checked, a form without a file is an empty one. */
export const uploadFile = (
  { call: { file }, resources }: AnswerContext,
  _complete: Complete,
  fresh: Fresh,
): WholeAnswer => {
  const content = file?.content ?? NOTHING
  const stored: StoredFile = {
    id: `file_${fresh.requestId.slice('req_'.length)}`,
    filename: file?.filename ?? 'file',
    purpose: 'batch',
    createdAtMs: fresh.nowMs,
    content,
    hash: hash('sha1', content, 'base64url'),
  }
  return resources.addFile(stored) ? wholeJson(shown(stored)) : refusal(413, errors[413].variants['no-room-for-file'])
}

/** All files of the session, the newest first (inferred). */
export const listFiles = ({ resources }: AnswerContext): WholeAnswer =>
  wholeJson({ object: 'list', data: resources.files.all().map(shown).reverse() })

/** One file, without its bytes. */
export const retrieveFile = (context: AnswerContext): WholeAnswer => wholeJson(shown(fileOf(context)))

/** Forgets a file. */
export const deleteFile = (context: AnswerContext): WholeAnswer => {
  const { id } = fileOf(context)
  context.resources.files.delete(id)
  return wholeJson({ id, object: 'file', deleted: true })
}
