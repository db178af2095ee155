/** How many places of a word are looked at. */
const MOST_PLACES = 50

/** What comes right before the word where an answer is to be JSON, not where one is spoken of. */
const AS_JSON =
  /(?:\b(?:(?:list|array) of|as|in|into|with|only|be|are|a|an|valid|raw|single|strict|correct|return|output|respond|produce|generate)|^)\s+(?:(?:a|an|the|valid|raw|single|only|correct|well-formed|strict|pure|proper|parsed|compact|minified)\s+){0,3}$/i
/** What somebody tells who wants an answer. */
const VERB =
  /\b(?:respond|reply|return|answer|output|outputs|produce|provide|generate|give|write|emit|format|formatted|extract|parse|convert|put|present|make sure)\b/i

/** Whether a text says that the answer shall be JSON. */
export const asksForJson = (text: string): boolean =>
  [...text.matchAll(/\bjson\b/gi)].slice(-MOST_PLACES).some(({ index }) => {
    const before = text.slice(Math.max(0, index - 120), index)
    return AS_JSON.test(before) && VERB.test(before)
  })

const FENCE = /```json|code ?block|code snippet|fenced/gi
const WANTED = /\b(?:within|in|inside|as|be|include|including|use|using|wrap|wrapped|return)\b[^.\n]*$/i
const UNWANTED = /\b(?:not|no|never|without|avoid|shown|omit)\b|n't\b/i

/** Whether a text wants JSON in a fenced block. */
export const asksForFence = (text: string): boolean =>
  [...text.matchAll(FENCE)].slice(-MOST_PLACES).some(({ index }) => {
    const before = text.slice(Math.max(0, index - 60), index)
    return WANTED.test(before) && !UNWANTED.test(before)
  })
