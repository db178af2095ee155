import { createRequire } from 'node:module'
import type ts from 'typescript'

/** The compiler; `import` would first search its nine megabytes for names to export, which takes a second. */
export const typescript: typeof ts = createRequire(import.meta.url)('typescript')
