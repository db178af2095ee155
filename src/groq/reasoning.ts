/**
 * How models that reason show it (docs/facts/groq-wire.md §3.2). Documented (reasoning): gpt-oss models know no
 * `reasoning_format` and put it into `message.reasoning`; the others put it into think tags unless a format is asked for, or
 * JSON or tools, which exclude the tags. Observed (recordings of Dec 2025): the tags stand on lines of their own, and usage
 * then does not count it apart.
 */
export const thinkTags = { open: '<think>\n', close: '\n</think>\n\n' } as const

const OWN_FIELD = ['openai/gpt-oss', 'groq/compound', 'compound-beta']

/** Whether a model shows its reasoning in a field of its own whatever it is asked for. */
export const hasOwnReasoningField = (model: string): boolean => OWN_FIELD.some(family => model.startsWith(family))

/** Observed in recordings of Oct 2026: without `reasoning_effort` these do not reason (§3.2, §1.3.4). */
export const reasonsOnDemand: ReadonlySet<string> = new Set(['qwen/qwen3.8-27b'])

/** Documented (reasoning) and recorded: models of these families reason, those that are no longer listed too (§3.2). */
const REASONING_FAMILIES = ['openai/gpt-oss', 'qwen/qwen3', 'qwen-qwq', 'deepseek-r1']

/** Whether a model that the list does not have is of a family that reasons. */
export const isOfReasoningFamily = (model: string): boolean =>
  REASONING_FAMILIES.some(family => model.startsWith(family))
