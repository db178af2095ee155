import { toolTypesOf } from '../../groq/tool-types.ts'
import { list, member } from '../../json-value.ts'
import { functionsOf, hasTools } from './asked.ts'
import { type Check, ofEach } from './check.ts'
import { schemaProblem } from './schema-problem.ts'
import { toolRefusal } from './schema-refusal.ts'

/** A type of tool that nobody knows, or that the model has not built in. */
export const toolTypes: Check = ({ body }) => {
  const types: readonly unknown[] = toolTypesOf(String(body.model))
  const index = list(body.tools).findIndex(tool => !types.includes(member(tool, 'type')))
  return index === -1 ? null : { variant: 'unknown-tool-type', fill: { index: String(index) } }
}

/** Parameters of a function that are no JSON Schema. */
export const toolParameters: Check = ofEach(
  ({ body }) => functionsOf(body),
  ({ parameters }) => {
    const problem = parameters === undefined ? null : schemaProblem(parameters)
    return problem === null
      ? null
      : { variant: 'invalid-tool-parameters', fill: { reason: `'${problem}' is not valid` } }
  },
)

/** Parameters that the API can't turn into a grammar, of functions that are offered in the way of today. */
export const toolSchemas: Check = ofEach(
  ({ body }) => list(body.tools),
  (tool, index) => {
    if (member(tool, 'type') !== 'function') return null
    const offered = member(tool, 'function') ?? tool
    const isStrict = member(offered, 'strict') === true
    return toolRefusal(String(member(offered, 'name') ?? ''), index, member(offered, 'parameters'), isStrict)
  },
)

/** A choice of a function that is not offered. */
export const toolChoice: Check = ({ body }) => {
  const choice = body.tool_choice
  if (typeof choice !== 'object' || choice === null) return null
  const name = member(member(choice, 'function') ?? choice, 'name')
  if (name === undefined) return null
  const isOffered = hasTools(body) && functionsOf(body).some(offered => offered.name === name)
  return isOffered ? null : { variant: 'unknown-tool-choice' }
}
