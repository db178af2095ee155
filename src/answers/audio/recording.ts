import type { Call } from '../../call.ts'
import { hash32 } from '../../chance.ts'
import { member } from '../../json-value.ts'
import { hundredths } from './timed-words.ts'

/** How much of a URL decides the text. */
const URL_LETTERS = 10_000

/** What is listened to: what stands for its content, and how long it is. */
export interface Recording {
  readonly content: string
  readonly seconds: number
}

/** The length of a recording that can't be measured: five seconds to a minute. */
const plausibleSeconds = (content: string): number => 5 + (hash32(content, 0) % 5500) / 100

/** The upload, or else the URL. It is not fetched: its text stands for the content. */
export const recordingOf = ({ file, body, fingerprint }: Call): Recording => {
  const url = member(body, 'url')
  const content = file?.hash ?? (typeof url === 'string' ? url.slice(0, URL_LETTERS) : fingerprint)
  return { content, seconds: hundredths(file?.seconds ?? plausibleSeconds(content)) }
}
