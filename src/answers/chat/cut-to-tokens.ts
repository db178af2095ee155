import { BYTES_PER_TOKEN, estimateTokens } from '../../tokens.ts'

/** As much of a text as fits into so many tokens by the same estimate; no character is cut in two. */
export const cutToTokens = (text: string, tokens: number): string => {
  let end = tokens * BYTES_PER_TOKEN
  // no letter takes less than a byte, so that a text of many megabytes is not counted
  if (text.length <= end && estimateTokens(text) <= tokens) return text
  // and no half of one is looked at
  const bytes = Buffer.from(text.slice(0, end + 2))
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.toString('utf8', 0, end)
}
