import type { Call } from '../call.ts'
import type { EndpointName } from '../groq/endpoints.ts'

/** A thing that a request says must be there, by the endpoint that keeps it. */
export interface NamedResource {
  readonly endpoint: EndpointName | null
  readonly id: string
}

const NONE: readonly NamedResource[] = []

const inputOf = (body: unknown): readonly NamedResource[] => {
  const id =
    typeof body === 'object' && body !== null && Object.hasOwn(body, 'input_file_id')
      ? (body as { readonly input_file_id: unknown }).input_file_id
      : null
  return typeof id === 'string' ? [{ endpoint: 'files', id }] : NONE
}

/** What a request names: in its path, as the input of a new batch, or as the batches of a list. */
export const namedResources = ({ operation, endpoint, resource, body, query }: Call): readonly NamedResource[] => {
  if (resource !== null) return [{ endpoint, id: resource }]
  if (operation === 'createBatch') return inputOf(body)
  if (operation !== 'listBatches' || query === '') return NONE
  return new URLSearchParams(query).getAll('id').map(id => ({ endpoint, id }))
}
