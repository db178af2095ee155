import { estimateTokens, promptTokens } from '../../tokens.ts'
import { isCompound } from '../model-facts.ts'
import type { ExecutedTool } from './executed-tools.ts'
import type { Counts } from './timed-usage.ts'

/** Inferred: what gpt-oss is told of its built-in tools. */
const TOLD_OF_TOOLS = 900
/** Observed: blocks of 256 tokens are cached, and each turn behind a built-in tool finds one (docs/facts/groq-wire.md §3.2). */
export const CACHED_BLOCK = 256

/**
 * The tokens of a prompt. Where gpt-oss ran tools, it was prompted once more behind each, with what the tool put out: usage
 * counts all of these prompts together, and what of them was cached.
 */
export const promptCounts = (
  body: unknown,
  model: string,
  executed: readonly ExecutedTool[],
): Pick<Counts, 'prompt' | 'cached'> => {
  const own = promptTokens(body)
  if (executed.length === 0 || isCompound(model)) return { prompt: own }
  let turn = own + TOLD_OF_TOOLS
  let prompt = turn
  for (const { output } of executed) {
    turn += estimateTokens(output)
    prompt += turn
  }
  return { prompt, cached: CACHED_BLOCK * executed.length }
}
