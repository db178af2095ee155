import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const isOurs = (file: string): boolean =>
  existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'groq-mock'

/** The folder may be one with a `package.json` that only says how its modules are read, as dist/. */
const above = (folder: string): string => {
  const file = join(folder, 'package.json')
  if (isOurs(file)) return file
  if (dirname(folder) === folder)
    throw new Error('The package.json of groq-mock is not above its code: leave groq-mock out of your bundle.')
  return above(dirname(folder))
}

/** The path of our own `package.json`, wherever in the package this code stands: the build puts it elsewhere. */
export const packageFile: string = above(dirname(fileURLToPath(import.meta.url)))
