import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { inTurns } from '../in-turns.ts'
import { type ParsedJson, parseInSlices, SLICE_BYTES } from '../request/parse-in-slices.ts'

/** What is shorter is parsed at once, by whoever wants to know. */
const LONG_BYTES = 2 * SLICE_BYTES

interface Content {
  readonly content: Buffer
  readonly digest?: string
}

const parsed = async (content: Buffer): Promise<ParsedJson> => {
  await turnOfTheLoop()
  return inTurns(parseInSlices(content))
}

/** Parses the content of a long body, and lets others be served meanwhile. Calls back at once with what is not long. */
export const withJson = (whole: Content, done: (whole: Content & { readonly json?: ParsedJson }) => void): void => {
  if (whole.content.length < LONG_BYTES) done(whole)
  else
    parsed(whole.content).then(
      json => done({ ...whole, json }),
      // whoever parses it at once meets the same, where it is answered and told
      () => done(whole),
    )
}
