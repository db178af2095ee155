import { readYaml } from '../scenario/yaml/read-yaml.ts'
import type { Suite } from './case.ts'
import { suiteSchema } from './suite-schema.ts'

/** A sound suite, or in one line what is wrong with the text. */
export type SuiteReading =
  | { readonly suite: Suite; readonly problem: null }
  | { readonly suite: null; readonly problem: string }

const FORMAT = 'groq-mock-conformance'

const versionIn = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text)
    const { format, version } = (value ?? {}) as { readonly format?: unknown; readonly version?: unknown }
    return format === FORMAT ? version : 1
  } catch {
    return 1
  }
}

const twinIn = ({ cases }: Suite): string | null => {
  const seen = new Set<string>()
  for (const { id } of cases) {
    if (seen.has(id)) return id
    seen.add(id)
  }
  return null
}

const failed = (problem: string): SuiteReading => ({ suite: null, problem })

/** Reads a file of cases; scenarios are not looked into. `name` is what messages call the file. */
export const readSuite = (text: string, name: string): SuiteReading => {
  const version = versionIn(text)
  if (version !== 1)
    return failed(`${name} has version ${JSON.stringify(version)} of the format; this program reads version 1.`)
  const { value, problem } = readYaml<Suite>(text, suiteSchema, name)
  if (problem !== null) {
    const [first = '', ...more] = problem.split('\n').filter(line => !line.startsWith(' '))
    return failed(more.length === 0 ? first : `${first} (and ${more.length} more)`)
  }
  const twin = twinIn(value)
  return twin === null ? { suite: value, problem: null } : failed(`${name} has two cases with the id "${twin}".`)
}
