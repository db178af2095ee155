// Writes a validator for the body of each operation into a folder, one file for each and its strictness, as code: to load Ajv
// and to compile with it takes a fifth of the time from the start of a server to its first answer.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { Ajv } from 'ajv'
import standaloneCode from 'ajv/dist/standalone/index.js'

const optionsOfAjv = {
  strict: false,
  // else the 1e999 of a JSON text, which is Infinity once parsed, would be an integer
  strictNumbers: true,
  discriminator: true,
  // our own constants, checked by the tests
  meta: false,
  validateSchema: false,
  messages: false,
  code: { source: true, lines: true },
}

const codeOf = schema => {
  const ajv = new Ajv(optionsOfAjv)
  return standaloneCode.default(ajv, ajv.compile({ ...schema }))
}

/** What Ajv's code asks Ajv for; it goes beside the validators, as users have no Ajv. */
const RUNTIME = /require\("(ajv\/dist\/runtime\/[^"]+)"\)/g

/** `schemas` are names of files and their schemas. */
export const writeValidators = (folder, schemas) => {
  const { resolve } = createRequire(import.meta.url)
  mkdirSync(folder, { recursive: true })
  for (const [name, schema] of schemas) {
    const code = codeOf(schema).replaceAll(RUNTIME, (_, wanted) => {
      const file = `${basename(wanted)}.cjs`
      copyFileSync(resolve(wanted), join(folder, file))
      return `require("./${file}")`
    })
    writeFileSync(join(folder, `${name}.cjs`), code)
  }
}
