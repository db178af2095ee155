/** A word and when it is heard, in seconds. */
export interface TimedWord {
  readonly word: string
  readonly start: number
  readonly end: number
}

/** What is said in one breath: about a sentence. */
export interface TimedSegment {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A longer sentence is cut. */
const MOST_WORDS = 25
/** The rest of a word's time is a pause. */
const SOUNDING = 0.9

/** Whole hundredths, as times are given. */
export const hundredths = (seconds: number): number => Math.round(seconds * 100) / 100

/** Spreads words over a duration, each with time by its length: in order, and none beyond the end. */
export const timedWords = (words: readonly string[], seconds: number): readonly TimedWord[] => {
  const total = words.reduce((sum, word) => sum + word.length + 1, 0)
  let before = 0
  return words.map(word => {
    const start = (before / total) * seconds
    before += word.length + 1
    const end = (before / total) * seconds
    return { word, start: hundredths(start), end: hundredths(start + (end - start) * SOUNDING) }
  })
}

/** Puts words together to segments. */
export const segmentsOf = (words: readonly TimedWord[]): readonly TimedSegment[] => {
  const segments: TimedSegment[] = []
  let from = 0
  words.forEach(({ word, end }, i) => {
    const isEnd = /[.!?]$/.test(word) || i - from + 1 === MOST_WORDS || i === words.length - 1
    if (!isEnd) return
    const own = words.slice(from, i + 1)
    segments.push({ text: ` ${own.map(timed => timed.word).join(' ')}`, start: own[0]?.start ?? 0, end })
    from = i + 1
  })
  return segments
}
