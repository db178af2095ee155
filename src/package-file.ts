import { createRequire } from 'node:module'

/** The path of our own `package.json`, wherever in the package this code stands: the build puts it elsewhere. */
export const packageFile: string = createRequire(import.meta.url).resolve('groq-mock/package.json')
