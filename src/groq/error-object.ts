/** What was in and out when an error arose. Documented: only with `debug=true` (docs/facts/groq-wire.md §1.1). */
export interface DebugData {
  readonly inputTokenIds?: readonly number[]
  readonly inputTokens?: readonly string[]
  readonly outputTokenIds?: readonly number[]
  readonly outputTokens?: readonly string[]
}

/** All of an error object that is not in every error (schema Error of the OpenAPI document, §1.1). */
export interface ErrorDetails {
  readonly param?: string
  readonly code?: string
  /** Text; an object only as the documentation of local tool calling shows it (§1.4). */
  readonly failedGeneration?: unknown
  readonly schemaPath?: string
  /** By default those of the path; null for none. */
  readonly schemaPathSegments?: readonly string[] | null
  readonly schemaKind?: string
  readonly schemaCode?: string
  readonly debug?: DebugData
}

/** Their names on the wire, in its order: to `failed_generation` observed, from there on as the document lists them. */
export const wireNames: Readonly<Record<keyof ErrorDetails, string>> = {
  param: 'param',
  code: 'code',
  failedGeneration: 'failed_generation',
  schemaPath: 'schema_path',
  schemaPathSegments: 'schema_path_segments',
  schemaKind: 'schema_kind',
  schemaCode: 'schema_code',
  debug: 'debug',
}

/** In the order of the wire. */
export const detailNames = Object.keys(wireNames) as readonly (keyof ErrorDetails)[]

const onWire = ({ inputTokenIds, inputTokens, outputTokenIds, outputTokens }: DebugData): object => ({
  input_token_ids: inputTokenIds,
  input_tokens: inputTokens,
  output_token_ids: outputTokenIds,
  output_tokens: outputTokens,
})

/** The object in `error`, its keys in the order of the wire; what has no value is left out, as it is there. */
export const errorObject = (message: string, type: string, details: ErrorDetails): object => {
  const object: Record<string, unknown> = { message, type }
  for (const name of detailNames) {
    const value = details[name]
    if (value !== undefined) object[wireNames[name]] = name === 'debug' ? onWire(value as DebugData) : value
  }
  return object
}
