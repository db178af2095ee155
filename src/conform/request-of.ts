import type { CaseRequest } from './case.ts'

/** What a runner is given, as JSON. */
export interface RunnerRequest extends Pick<CaseRequest, 'endpoint'> {
  /** One a call. */
  readonly bodies: readonly CaseRequest['body'][]
  readonly stream: boolean
  readonly concurrency: number
  readonly timeoutMs: number | null
  readonly cancelAfterMs: number | null
  readonly idempotencyKey: string | null
}

const bodyOf = ({ body, stream }: CaseRequest, call: number): CaseRequest['body'] => {
  const last = body.messages.length - 1
  const messages = body.messages.map((message, i) =>
    call > 1 && i === last ? { ...message, content: `${message.content} (${call})` } : message,
  )
  return { ...body, messages, ...(stream === true ? { stream } : {}) }
}

/** What a case asks of a runner. */
export const requestOf = (request: CaseRequest): RunnerRequest => ({
  endpoint: request.endpoint,
  bodies: Array.from({ length: request.calls ?? 1 }, (_, i) => bodyOf(request, i + 1)),
  stream: request.stream ?? false,
  concurrency: request.concurrency ?? 1,
  timeoutMs: request.timeoutMs ?? null,
  cancelAfterMs: request.cancelAfterMs ?? null,
  idempotencyKey: request.idempotencyKey ?? null,
})
