import type { Call } from '../../call.ts'
import { operations } from '../../groq/endpoints.ts'

type Asked = Pick<Call, 'model' | 'resource' | 'endpoint' | 'operation'>

/** What is not found, by the beginning of the endpoint that was asked for it. */
const missing = [
  ['files', 'file-not-found'],
  ['batches', 'batch-not-found'],
  ['fine_tunings', 'fine-tuning-not-found'],
] as const

const notFound = ({ model, resource, endpoint }: Asked): string | null => {
  if (model !== null) return null
  const named = resource === null ? undefined : missing.find(([name]) => endpoint?.startsWith(name))
  // a 404 without anything to name is one of the URL
  return named?.[1] ?? 'unknown-url'
}

/** Endpoints that count no tokens have no limit of them either. */
const limitReached = ({ operation }: Asked): string | null =>
  operation !== null && operations[operation].limits !== 'tokens' ? 'requests-per-minute' : null

/** The body that a status has for this request, where no variant is named and the usual one is about something that it lacks. */
export const fittingVariant = (status: number, asked: Asked): string | null => {
  if (status === 404) return notFound(asked)
  return status === 429 ? limitReached(asked) : null
}
