/**
 * Codes of errors that the model makes while it writes: luck of sampling, another try may succeed. Observed for the first
 * (docs/facts/groq-wire.md §1.4, §3.4), inferred for the others.
 */
export const generationErrors: ReadonlySet<string> = new Set([
  'tool_use_failed',
  'json_validate_failed',
  'output_parse_failed',
])
