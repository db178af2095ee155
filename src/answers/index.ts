import type { OperationId } from '../groq/endpoints.ts'
import type { Answer, Asked, Complete, Fresh } from './answer.ts'
import { listBatches } from './batch-list.ts'
import { cancelBatch, createBatch, retrieveBatch } from './batches.ts'
import { chat } from './chat.ts'
import { embedding } from './embedding.ts'
import { downloadFile } from './file-content.ts'
import { deleteFile, listFiles, retrieveFile, uploadFile } from './files.ts'
import { createFineTuning, deleteFineTuning, getFineTuning, listFineTunings } from './fine-tunings.ts'
import { deleteModel, listModels, retrieveModel } from './models.ts'
import { reranking } from './reranking.ts'
import { response } from './response.ts'
import { speech } from './speech.ts'
import { transcription, translation } from './transcription.ts'

type Answering = (asked: Asked, complete: Complete, fresh: Fresh) => Answer

/** What success looks like for each operation. One that is missing does not compile. */
const answers: Readonly<Record<OperationId, Answering>> = {
  createChatCompletion: chat,

  createResponse: response,

  createEmbedding: embedding,
  createReranking: reranking,

  createTranscription: transcription,
  createTranslation: translation,
  createSpeech: speech,

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

  createFineTuning,
  listFineTunings,
  getFineTuning,
  deleteFineTuning,
}

/** The successful answer to a request: what the scenario wants said, else what follows from request and seed. */
export const answer = (asked: Asked, complete: Complete, fresh: Fresh): Answer =>
  answers[asked.operation](asked, complete, fresh)
