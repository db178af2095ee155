import { hash32 } from '../../chance.ts'
import type { Luck } from '../../luck.ts'
import { wordsOf } from './spoken-words.ts'
import type { TimedSegment } from './timed-words.ts'

/** How the model listens: half a minute at a time, in hundredths of a second. */
const WINDOW_SECONDS = 30
const FRAMES_PER_SECOND = 100
/** Token ids: words are below, times from here on, fifty to a second. */
const FIRST_TIME_TOKEN = 50_365
const WORD_TOKENS = 50_257
const TIMES_PER_SECOND = 50

const tokensOf = ({ text, start, end }: TimedSegment, windowStart: number): readonly number[] => {
  const timeToken = (seconds: number) =>
    FIRST_TIME_TOKEN + Math.round(Math.min(WINDOW_SECONDS, seconds - windowStart) * TIMES_PER_SECOND)
  return [timeToken(start), ...wordsOf(text).map(word => hash32(word, 0) % WORD_TOKENS), timeToken(end)]
}

const millionths = (value: number): number => Math.round(value * 1e6) / 1e6

/** One segment as it is answered: what is said, how the model heard it, and how sure it is. */
export const segmentBody = (segment: TimedSegment, id: number, temperature: number, luck: Luck) => {
  const windowStart = Math.floor(segment.start / WINDOW_SECONDS) * WINDOW_SECONDS
  return {
    id,
    seek: windowStart * FRAMES_PER_SECOND,
    start: segment.start,
    end: segment.end,
    text: segment.text,
    tokens: tokensOf(segment, windowStart),
    temperature,
    avg_logprob: millionths(-0.1 - 0.3 * luck(`logprob ${id}`)),
    compression_ratio: millionths(1.1 + 0.7 * luck(`compression ${id}`)),
    no_speech_prob: millionths(0.02 * luck(`no speech ${id}`)),
  }
}
