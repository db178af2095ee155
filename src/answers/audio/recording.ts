import type { Call } from '../../call.ts'
import { hash32 } from '../../chance.ts'
import { member } from '../../json-value.ts'
import { hundredths } from './timed-words.ts'

/** Of a URL no more decides about the text. */
const URL_LETTERS = 10_000

/** What is listened to: what stands for its content, and how long it is. */
export interface Recording {
  readonly content: string
  readonly seconds: number
}

/** Of what nobody can measure: five seconds to a minute. */
const plausibleSeconds = (content: string): number => 5 + (hash32(content, 0) % 5500) / 100

/** The upload, else the URL, which is not fetched: it stands for what it leads to. */
export const recordingOf = ({ file, body, fingerprint }: Call): Recording => {
  const url = member(body, 'url')
  const content = file?.hash ?? (typeof url === 'string' ? url.slice(0, URL_LETTERS) : fingerprint)
  return { content, seconds: hundredths(file?.seconds ?? plausibleSeconds(content)) }
}
