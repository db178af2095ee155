import type { OperationId } from '../groq/endpoints.ts'
import type { Answer, Asked, Complete, Fresh } from './answer.ts'
import { listBatches } from './batch-list.ts'
import { cancelBatch, createBatch, retrieveBatch } from './batches.ts'
import { chat } from './chat.ts'
import { downloadFile } from './file-content.ts'
import { deleteFile, listFiles, retrieveFile, uploadFile } from './files.ts'
import { deleteModel, listModels, retrieveModel } from './models.ts'

type Answering = (asked: Asked, complete: Complete, fresh: Fresh) => Answer

/** Not written yet. */
const later: Answering = () => ({ kind: 'whole', contentType: 'application/json', body: '{}\n', tokens: null })

/** What success looks like for each operation. One that is missing does not compile. */
const answers: Readonly<Record<OperationId, Answering>> = {
  createChatCompletion: chat,

  createResponse: later,

  createEmbedding: later,
  createReranking: later,

  createTranscription: later,
  createTranslation: later,
  createSpeech: later,

  uploadFile,
  listFiles,
  retrieveFile,
  deleteFile,
  downloadFile,
  createBatch,
  listBatches,
  retrieveBatch,
  cancelBatch,

  listModels,
  retrieveModel,
  deleteModel,

  createFineTuning: later,
  listFineTunings: later,
  getFineTuning: later,
  deleteFineTuning: later,
}

/** The successful answer to a request: what the scenario wants said, else what follows from request and seed. */
export const answer = (asked: Asked, complete: Complete, fresh: Fresh): Answer =>
  answers[asked.operation](asked, complete, fresh)
