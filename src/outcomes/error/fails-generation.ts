import { type CompiledError, factsOf } from './compile-error.ts'

/** Errors that the model makes while it writes. Observed for the first (docs/facts/groq-wire.md §1.4, §3.4), inferred for the others. */
const codes = new Set(['tool_use_failed', 'json_validate_failed', 'output_parse_failed'])

/** Whether an error comes up only while the model writes its answer. `ownCode` is the rule's, where it says one. */
export const failsGeneration = ({ status, variant }: CompiledError, ownCode?: string | null): boolean => {
  if (ownCode !== undefined) return ownCode !== null && codes.has(ownCode)
  const facts = factsOf(status)?.variants[variant ?? '']
  return facts?.kind === 'json' && codes.has(facts.code ?? '')
}
