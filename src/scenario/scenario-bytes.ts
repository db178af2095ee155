import { expressionSize } from '../expression-size.ts'
import { textBytes } from '../own-text.ts'

// measured on compiled scenarios of many kinds: rules, criteria, patterns, literal bodies, lists of keys
const SCENARIO_BYTES = 4096
const VALUE_BYTES = 150
const EXPRESSION_BYTES = 7000
const STEP_BYTES = 700
const PATH_BYTES = 2500

/** What is compiled to a regular expression: one, or a glob. */
const EXPRESSION = /^\/[\s\S]*\/[ims]*$|\*/

const bytesOfText = (text: string): number =>
  VALUE_BYTES + textBytes(text) + (EXPRESSION.test(text) ? EXPRESSION_BYTES + STEP_BYTES * expressionSize(text) : 0)

const bytesOfKey = (key: string): number => (key.startsWith('$') ? PATH_BYTES : 0)

const bytesOf = (value: unknown): number => {
  if (typeof value === 'string') return bytesOfText(value)
  if (typeof value !== 'object' || value === null) return VALUE_BYTES
  let bytes = VALUE_BYTES
  for (const [key, member] of Object.entries(value)) bytes += bytesOfKey(key) + bytesOf(member)
  return bytes
}

/** What a scenario takes in memory once it is compiled, as estimated from its value. What an alias stands for counts each time. */
export const scenarioBytes = (raw: object): number => SCENARIO_BYTES + bytesOf(raw)
