import { generationErrors } from '../../groq/generation-errors.ts'
import { type CompiledError, factsOf } from './compile-error.ts'

/** Whether an error comes up only while the model writes its answer. `ownCode` is the rule's, where it says one. */
export const failsGeneration = ({ status, variant }: CompiledError, ownCode?: string | null): boolean => {
  if (ownCode !== undefined) return ownCode !== null && generationErrors.has(ownCode)
  const facts = factsOf(status)?.variants[variant ?? '']
  return facts?.kind === 'json' && generationErrors.has(facts.code ?? '')
}
