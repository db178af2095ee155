interface PluginError extends Error {
  readonly code?: string
}

const reasons: Readonly<Record<string, string>> = {
  'Multipart: Boundary not found': 'the content type names no boundary',
  'Unexpected end of multipart data': 'it ends before its last boundary',
  'Part terminated early due to unexpected end of multipart data': 'it ends before its last boundary',
  FST_PROTO_VIOLATION: 'a field has a name that is not allowed',
  FST_INVALID_JSON_FIELD_ERROR: 'a field that is declared as JSON is not JSON',
}

/** Why a form could not be read, as a half sentence; null where it had more parts than are taken. */
export const malformedBecause = (error: unknown): string | null => {
  const { code, message }: PluginError = error instanceof Error ? error : new Error(String(error))
  if (code === 'FST_PARTS_LIMIT') return null
  return reasons[code ?? ''] ?? reasons[message] ?? 'its parts cannot be separated'
}
