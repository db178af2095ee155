import { hash } from 'node:crypto'
import { goJson } from '../../groq/go.ts'
import type { Batch } from '../../session/batch.ts'
import type { StoredFile } from '../../session/stored-file.ts'
import { defaultModel } from '../model-facts.ts'

// the moment of the documented examples: made-up things have always existed
const CREATED_AT_MS = 1_736_472_600_000
const DAY_MS = 86_400_000

const request = {
  custom_id: 'request-1',
  method: 'POST',
  url: '/v1/chat/completions',
  body: { model: defaultModel, messages: [{ role: 'user', content: 'Hello' }] },
}

const content = Buffer.from(`${goJson(request)}\n`)
const contentHash = hash('sha1', content, 'base64url')

/** A file that nobody uploaded: one request for a batch, the same under every id. */
export const madeUpFile = (id: string): StoredFile => ({
  id,
  filename: 'batch_file.jsonl',
  purpose: 'batch',
  createdAtMs: CREATED_AT_MS,
  content,
  hash: contentHash,
})

/** A batch that nobody created: it was completed long ago. */
export const madeUpBatch = (id: string): Batch => {
  const name = id.replace(/^batch_/, '')
  return {
    id,
    endpoint: '/v1/chat/completions',
    inputFileId: `file_${name}`,
    completionWindow: '24h',
    windowMs: DAY_MS,
    metadata: null,
    creator: {},
    status: 'completed',
    fate: null,
    errors: [],
    counts: { total: 1, completed: 1, failed: 0 },
    outputFileId: `file_${name}-output`,
    errorFileId: null,
    createdAtMs: CREATED_AT_MS,
    createdMs: 0,
    times: { in_progress: 1000, finalizing: 2000, completed: 3000 },
    heldBytes: 0,
  }
}
