import { modelsById } from './models.ts'

/** What the refusal of other types names (docs/facts/groq-wire.md §1.3.3). */
const everywhere: readonly string[] = ['function', 'mcp']

/** Documented: built in for these models alone (Responses API, built-in tools). Observed: a model of Alibaba refuses them. */
const builtIn = {
  types: ['browser_search', 'code_interpreter'],
  models: ['openai/gpt-oss-20b', 'openai/gpt-oss-120b'],
} as const

const all = [...everywhere, ...builtIn.types]

/** The types of tools that a model takes; of one that the shipped list does not have, all that are known. */
export const toolTypesOf = (model: string): readonly string[] =>
  !modelsById.has(model) || (builtIn.models as readonly string[]).includes(model) ? all : everywhere
