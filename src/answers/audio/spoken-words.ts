import type { Luck } from '../../luck.ts'

/** What a recording is said to hold: sentences that admit that nobody listened. A prime number of them. */
const sentences = [
  'This transcript was made by a mock server that did not listen to the recording.',
  'The words follow from the bytes of the file and from the seed.',
  'Send the same file again and you will read the same text.',
  'There are about as many words as the recording has time for.',
  'Every word has a place between the beginning and the end.',
  'No model was loaded and no sound was decoded.',
  'What can be trusted here is the shape of the answer.',
] as const

/** The words of a text. */
export const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter(word => word !== '')

/** This many words, from a sentence that luck picks. */
export const spokenWords = (count: number, luck: Luck): readonly string[] => {
  const start = Math.floor(luck('first sentence') * sentences.length)
  const step = 1 + Math.floor(luck('next sentence') * (sentences.length - 1))
  const words: string[] = []
  for (let i = 0; words.length < count; i += 1)
    words.push(...wordsOf(sentences[(start + i * step) % sentences.length] ?? ''))
  words.length = count
  const last = words.at(-1) ?? ''
  return [...words.slice(0, -1), last.endsWith('.') ? last : `${last}.`]
}
