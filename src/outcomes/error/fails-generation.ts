import { generationErrors } from '../../groq/generation-errors.ts'
import type { CompiledError } from './compile-error.ts'

/** Whether an error comes up only while the model writes its answer. */
export const failsGeneration = ({ code }: Pick<CompiledError, 'code'>): boolean => generationErrors.has(code ?? '')
