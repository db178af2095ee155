import type { Logger } from 'pino'
import { jsonHeaders } from '../groq/headers.ts'
import type { AnsweringWire } from '../wire/wire.ts'
import { withoutKey, withoutSecrets } from '../without-secrets.ts'

/** The stages of the way of a request, as log and journal name them. */
export type Stage = 'receive' | 'identify' | 'count' | 'decide' | 'perform' | 'read' | 'tell' | 'record' | 'settle'

/** Something that must not happen: a stage threw. */
export interface Bug {
  readonly stage: Stage
  readonly error: unknown
}

const MOST_LETTERS = 200

const reasonOf = (error: unknown): string => {
  try {
    return withoutSecrets(String(error).split('\n', 1)[0] ?? '').slice(0, MOST_LETTERS)
  } catch {
    return 'something that is no text'
  }
}

/** `a bug in groq-mock (decide): TypeError: x is not a function` */
export const bugInWords = ({ stage, error }: Bug): string => `a bug in groq-mock (${stage}): ${reasonOf(error)}`

/** The same error without secrets: what was thrown may quote its request. */
const shownError = (error: unknown, key: string | null): unknown =>
  error instanceof Error
    ? Object.create(Object.getPrototypeOf(error), {
        message: { value: withoutKey(error.message, key) },
        stack: { value: withoutKey(error.stack ?? '', key) },
      })
    : error

/** Logs a bug with its stack; `key` is the one that the request came with. */
export const logBug = (
  log: Logger,
  { entry, key }: { readonly entry: string; readonly key: string | null },
  bug: Bug,
) => {
  log.error({ err: shownError(bug.error, key), entry, stage: bug.stage }, withoutKey(bugInWords(bug), key))
}

const bodyOf = (bug: Bug): string => {
  const message = `${bugInWords(bug)}. This answer is the mock's own, not one that Groq gives; the log has the stack.`
  return `${JSON.stringify({ error: { message, type: 'internal_server_error', code: 'mock_bug' } })}\n`
}

/** Answers a request that the mock failed to answer, as far as nothing has been answered yet: `x-mock-bug` tells it from what is injected. */
export const answerBug = (bug: Bug, requestId: string, mockHeaders: readonly string[], wire: AnsweringWire) => {
  const headers = Object.entries(jsonHeaders).flat()
  headers.push('x-request-id', requestId, ...mockHeaders, 'x-mock-bug', 'true')
  return wire.breakOff({ status: 500, reason: 'Internal Server Error', headers }, bodyOf(bug))
}
