import { list, member } from '../../json-value.ts'
import { functionsOf, hasTools } from './asked.ts'
import type { Check } from './check.ts'
import { schemaProblem } from './schema-problem.ts'

/** Those that the refusal names, and those that are documented to be built in (docs/facts/groq-wire.md §1.3.3). */
const TYPES: readonly unknown[] = ['function', 'mcp', 'browser_search', 'code_interpreter']

/** A type of tool that nobody knows. */
export const toolTypes: Check = ({ body }) => {
  const index = list(body.tools).findIndex(tool => !TYPES.includes(member(tool, 'type')))
  return index === -1 ? null : { variant: 'unknown-tool-type', fill: { index: String(index) } }
}

/** Parameters of a function that are no JSON Schema. */
export const toolParameters: Check = ({ body }) => {
  for (const { parameters } of functionsOf(body)) {
    const problem = parameters === undefined ? null : schemaProblem(parameters)
    if (problem !== null) return { variant: 'invalid-tool-parameters', fill: { reason: `'${problem}' is not valid` } }
  }
  return null
}

/** A choice of a function that is not offered. */
export const toolChoice: Check = ({ body }) => {
  const choice = body.tool_choice
  if (typeof choice !== 'object' || choice === null) return null
  const name = member(member(choice, 'function') ?? choice, 'name')
  if (name === undefined) return null
  const isOffered = hasTools(body) && functionsOf(body).some(offered => offered.name === name)
  return isOffered ? null : { variant: 'unknown-tool-choice' }
}
