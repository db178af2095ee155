import type { Complete } from './answer.ts'

/** The text that a scenario wants said, whole; undefined where it does not say. */
export const saidText = ({ text, chunks, json }: Complete): string | undefined => {
  if (text !== undefined) return text
  if (chunks !== undefined) return chunks.join('')
  return json === undefined ? undefined : JSON.stringify(json)
}
