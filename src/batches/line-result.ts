import { goJson } from '../groq/go.ts'
import type { Recorded } from '../wire/recorded-wire.ts'

/** What a line came to: what stands in the output file or, where it failed, in the error file. */
export interface LineResult {
  readonly failed: boolean
  /** JSON and a line feed. */
  readonly text: string
}

const resultOf = (failed: boolean, line: object): LineResult => ({ failed, text: `${goJson(line)}\n` })

const headerOf = ({ head: { headers } }: Recorded, name: string): string | null => {
  const place = headers.findIndex((text, i) => i % 2 === 0 && text === name)
  return place === -1 ? null : (headers[place + 1] ?? null)
}

/** A line that has no HTTP answer to show. */
export const failedLine = (id: string, customId: string, code: string, message: string): LineResult =>
  resultOf(true, { id, custom_id: customId, response: null, error: { code, message } })

const NO_ANSWER = 'The connection broke, or nobody answered.'
const NO_STREAM = 'A line of a batch cannot be streamed: leave out `stream`.'

/** The line of an answer, in the documented form. What is not JSON has no place there and becomes an error. */
export const answeredLine = (id: string, customId: string, answer: Recorded | null): LineResult => {
  if (answer === null) return failedLine(id, customId, 'connection_error', NO_ANSWER)
  if (headerOf(answer, 'content-type') === 'text/event-stream') {
    return failedLine(id, customId, 'stream_not_supported', NO_STREAM)
  }
  const { status } = answer.head
  try {
    const body: unknown = JSON.parse(Buffer.from(answer.body).toString())
    const response = { status_code: status, request_id: headerOf(answer, 'x-request-id'), body }
    return resultOf(status !== 200, { id, custom_id: customId, response, error: null })
  } catch {
    return failedLine(id, customId, 'invalid_response', `The answer has status ${status} and is not JSON.`)
  }
}
