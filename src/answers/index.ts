import type { Fresh } from '../fresh.ts'
import type { OperationId } from '../groq/endpoints.ts'
import { withinBudget } from '../json-example/example-of.ts'
import type { Answer, AnswerContext, Complete } from './answer.ts'
import { speech } from './audio/speech.ts'
import { transcription, translation } from './audio/transcription.ts'
import { chat } from './chat/chat.ts'
import { embedding } from './embeddings/embedding.ts'
import { reranking } from './embeddings/reranking.ts'
import { cancelBatch, createBatch, retrieveBatch } from './files/batches.ts'
import { downloadFile } from './files/download-file.ts'
import { deleteFile, listFiles, retrieveFile, uploadFile } from './files/files.ts'
import { listBatches } from './files/list-batches.ts'
import { createFineTuning, deleteFineTuning, getFineTuning, listFineTunings } from './fine-tunings.ts'
import { deleteModel, listModels, retrieveModel } from './models.ts'
import { response } from './responses/response.ts'

type Answerer = (context: AnswerContext, complete: Complete, fresh: Fresh) => Answer

/** What success looks like for each operation. One that is missing does not compile. */
const answers: Readonly<Record<OperationId, Answerer>> = {
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
export const answer = (context: AnswerContext, complete: Complete, fresh: Fresh): Answer => {
  const { value, isSpent } = withinBudget(() => answers[context.operation](context, complete, fresh))
  if (!isSpent) return value
  // what is known of a body must not hide the next time that it was too much work
  context.call.known?.made.clear()
  return { ...value, isSparse: true }
}
