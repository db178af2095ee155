import type { OperationId } from '../groq/endpoints.ts'
import type { Answer, Asked, Complete, Fresh } from './answer.ts'
import { chat } from './chat.ts'
import { listModels, retrieveModel } from './models.ts'

type Answering = (asked: Asked, complete: Complete, fresh: Fresh) => Answer

/** What success looks like for each operation. One that is missing does not compile. */
const answers: Readonly<Record<OperationId, Answering>> = {
  createChatCompletion: chat,
  listModels,
  retrieveModel,
}

/** The successful answer to a request: what the scenario wants said, else what follows from request and seed. */
export const answer = (asked: Asked, complete: Complete, fresh: Fresh): Answer =>
  answers[asked.operation](asked, complete, fresh)
