import { inTurns } from '../in-turns.ts'
import { isLongBody } from '../is-long-body.ts'
import { type ParsedJson, parseInSlices } from '../request/parse-in-slices.ts'
import { turnOfTheLoop } from '../turn-of-the-loop.ts'

interface Content {
  readonly content: Buffer
  readonly digest?: string
}

const parsed = async (content: Buffer): Promise<ParsedJson> => {
  await turnOfTheLoop()
  return inTurns(parseInSlices(content))
}

/** Parses the content of a long body, and lets others be served meanwhile. Calls back at once with what is not long: whoever wants to know parses it. */
export const withJson = (whole: Content, done: (whole: Content & { readonly json?: ParsedJson }) => void): void => {
  if (!isLongBody(whole.content.length)) return done(whole)
  parsed(whole.content).then(
    json => done({ ...whole, json }),
    // whoever parses it at once meets the same, where it is answered and told
    () => done(whole),
  )
}
