import { readFileSync } from 'node:fs'
import { packageFile } from './package-file.ts'

/** The version of the package. */
export const version: string = (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version
