import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { packageFile } from '../package-file.ts'
import type { LookedThrough } from './look-through.ts'

/** A scenario that ships, as the build has read it: its text, and what it says. */
export interface BuiltScenario {
  readonly text: string
  readonly looked: LookedThrough
}

let built: Readonly<Record<string, BuiltScenario>> | null = null

const load = (): Readonly<Record<string, BuiltScenario>> => {
  try {
    return JSON.parse(readFileSync(join(dirname(packageFile), 'dist/scenarios.json'), 'utf8'))
  } catch {
    // only slower: they are read as any other
    return {}
  }
}

/**
 * What a scenario that ships says, without reading YAML; null where its text is not the one that the build has read. It is
 * shared, and nobody changes it.
 */
export const foundByBuild = (file: string, text: string): LookedThrough | null => {
  built ??= load()
  const name = basename(file)
  const found = Object.hasOwn(built, name) ? built[name] : undefined
  return found?.text === text ? found.looked : null
}
