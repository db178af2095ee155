import type { OperationId } from '../groq/endpoints.ts'
import type { Answer, Asked, Complete, Fresh } from './answer.ts'
import { chat } from './chat.ts'
import { embedding } from './embedding.ts'
import { createFineTuning, deleteFineTuning, getFineTuning, listFineTunings } from './fine-tunings.ts'
import { deleteModel, listModels, retrieveModel } from './models.ts'
import { reranking } from './reranking.ts'
import { response } from './response.ts'
import { speech } from './speech.ts'
import { transcription, translation } from './transcription.ts'

type Answering = (asked: Asked, complete: Complete, fresh: Fresh) => Answer

/** Not written yet. */
const later: Answering = () => ({ kind: 'whole', contentType: 'application/json', body: '{}\n', tokens: null })

/** What success looks like for each operation. One that is missing does not compile. */
const answers: Readonly<Record<OperationId, Answering>> = {
  createChatCompletion: chat,

  createResponse: response,

  createEmbedding: embedding,
  createReranking: reranking,

  createTranscription: transcription,
  createTranslation: translation,
  createSpeech: speech,

  uploadFile: later,
  listFiles: later,
  retrieveFile: later,
  deleteFile: later,
  downloadFile: later,
  createBatch: later,
  listBatches: later,
  retrieveBatch: later,
  cancelBatch: later,

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
