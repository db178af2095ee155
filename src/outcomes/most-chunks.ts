import type { Complete } from '../answers/answer.ts'
import { pieces } from '../answers/chat/pieces.ts'
import { saidText } from '../answers/said-text.ts'

/** Chunks besides the content: the role, the finish, the usage that a request may ask for, and `[DONE]`. */
const AROUND = 4

/** How many chunks a stream of this content has at most; null where a part of it is made up, so that nobody knows. */
export const mostChunks = (complete: Complete): number | null => {
  const { chunks, reasoning, toolCalls } = complete
  const content = saidText(complete) ?? null
  if (reasoning === undefined || (content === null && !toolCalls)) return null
  return AROUND + pieces(reasoning).length + (chunks ?? pieces(content ?? '')).length + (toolCalls?.length ?? 0)
}
