/** The efforts that a family of models takes, by how its ids begin. */
interface Efforts {
  readonly begins: string
  readonly efforts: readonly string[]
}

/**
 * Documented: gpt-oss and qwen3-32b (reasoning); observed: all, by what was refused or taken (docs/facts/groq-wire.md §1.3.4).
 * Inferred: gpt-oss-safeguard takes what the others of its family take.
 */
const table: readonly Efforts[] = [
  { begins: 'openai/gpt-oss-', efforts: ['low', 'medium', 'high'] },
  { begins: 'qwen/qwen3.8-', efforts: ['none', 'default', 'low', 'medium', 'high'] },
  { begins: 'qwen/qwen3.6-', efforts: ['none', 'default'] },
  { begins: 'qwen/qwen3-32b', efforts: ['none', 'default'] },
]

/**
 * How the ids of models begin that do not reason. Observed: llama-3.x, by their refusals; inferred: allam, whose features in
 * the list of models have no reasoning.
 */
const withoutReasoning: readonly string[] = ['llama-3', 'llama3-', 'allam-']

/** Observed: compound systems, which reason by a model of their own; whether they take an effort is not known (§1.3.4). */
const withoutFormat: readonly string[] = ['groq/compound', 'compound-beta']

/** What `reasoning_effort` may be for a model, or null where that is not known. */
export const effortsOf = (model: string): readonly string[] | null =>
  table.find(({ begins }) => model.startsWith(begins))?.efforts ?? null

/** Whether a model is known not to reason, so that every parameter about it is refused. */
export const hasNoReasoning = (model: string): boolean => withoutReasoning.some(begins => model.startsWith(begins))

/** Whether a model is known to refuse `reasoning_format`. */
export const hasNoFormat = (model: string): boolean =>
  hasNoReasoning(model) || withoutFormat.some(begins => model.startsWith(begins))
