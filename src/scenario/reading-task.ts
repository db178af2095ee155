import type { JsonSchema } from '../json-schema.ts'
import { filesBeside } from './files-beside.ts'
import { type LookedThrough, lookThrough } from './look-through.ts'
import type { FileBeside } from './parts.ts'
import { nowhere } from './read-scenario.ts'
import { shownText } from './shown-text.ts'
import { readYaml, type YamlReading } from './yaml/read-yaml.ts'

/** What is done with a text: plain data, so that another thread can be asked. */
export type ReadingTask =
  | {
      readonly kind: 'scenario'
      /** As messages show it. */
      readonly file: string
      readonly text: string
      /** The file that it was read from, for what it replies with, and how much that may be; null where it is not in one. */
      readonly beside: { readonly file: string; readonly mostBytes: number } | null
    }
  | { readonly kind: 'body'; readonly text: string; readonly schema: JsonSchema }
  | { readonly kind: 'shown'; readonly text: string }

/** What came of each kind. */
export interface ReadingResults {
  readonly scenario: { readonly looked: LookedThrough; readonly files: readonly FileBeside[] }
  readonly body: YamlReading<unknown>
  readonly shown: string
}

const lookAt = ({ file, text, beside }: ReadingTask & { kind: 'scenario' }): ReadingResults['scenario'] => {
  if (beside === null) return { looked: lookThrough({ file, text, place: nowhere }), files: [] }
  const { place, files } = filesBeside(beside.file, beside.mostBytes)
  return { looked: lookThrough({ file, text, place }), files: files() }
}

/** Does what is asked, here and now. Never throws. */
export const runReadingTask = (task: ReadingTask): ReadingResults[ReadingTask['kind']] => {
  if (task.kind === 'scenario') return lookAt(task)
  return task.kind === 'body' ? readYaml(task.text, task.schema, 'body') : shownText(task.text)
}
