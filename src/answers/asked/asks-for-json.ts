/** How many places of a word are looked at. */
const MOST_PLACES = 50

/** What comes right before the word where an answer is to be JSON, not where one is spoken of. */
const AS_JSON =
  /(?:\b(?:(?:list|array) of|as|in|into|with|only|be|are|a|an|valid|raw|single|strict|correct|return|output|respond|produce|generate)|^)\s+(?:(?:a|an|the|valid|raw|single|only|correct|well-formed|strict|pure|proper|parsed|compact|minified)\s+){0,3}$/i
/** What somebody tells who wants an answer. */
const VERB =
  /\b(?:respond|reply|return|answer|output|outputs|produce|provide|generate|give|write|emit|format|formatted|extract|parse|convert|put|present|make sure|translates?|translated)\b/i

/** Where these make something else that has to do with JSON, they stand farther from it. */
const MAKES = /\b(?:create|build|construct|compose)\s+(?:(?:a|an|the|valid|single)\s+){0,3}$/i

/** What asks for JSON without the word in its place: a form that has to be kept, with the object that shows it. */
const KEEPS_FORM =
  /\b(?:ensure|must|should|shall|always|strictly)\b[^.\n{]{0,100}\b(?:schema|format)\b[^.\n{]{0,20}:\s{0,5}(?:```(?:json)?\s{0,5})?\{/i
/** A block of code in which the answer has to stand. */
const IN_BLOCK =
  /\b(?:must|should|shall|will) be (?:a|an|in a|one)\b[^.\n]{0,40}\bcode (?:snippet|block)\b[^.\n]{0,60}\b(?:schema|format)\b/i

/** Whether a text says that the answer shall be JSON. */
export const asksForJson = (text: string): boolean =>
  KEEPS_FORM.test(text) ||
  (IN_BLOCK.test(text) && text.includes('```json')) ||
  [...text.matchAll(/\bjson\b/gi)].slice(-MOST_PLACES).some(({ index }) => {
    const before = text.slice(Math.max(0, index - 120), index)
    return MAKES.test(before) || (AS_JSON.test(before) && VERB.test(before))
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
