// A test's TypeScript as JavaScript, kept by what it is made of, so that each file is transpiled once and not once a process.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const kept = fileURLToPath(new URL('../../node_modules/.cache/groq-mock-tests/', import.meta.url))
const { version } = JSON.parse(
  readFileSync(new URL('../../node_modules/typescript/package.json', import.meta.url), 'utf8'),
)

const written = file => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

const transpileAnew = async (url, source) => {
  const { default: ts } = await import('typescript')
  return ts.transpileModule(source, {
    fileName: url,
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2023,
      verbatimModuleSyntax: true,
      inlineSourceMap: true,
    },
  }).outputText
}

/** The JavaScript of a file of TypeScript, with its map; both URL and text are those of the source. */
export const transpile = async url => {
  const source = readFileSync(fileURLToPath(url), 'utf8')
  const key = createHash('sha256').update(`${version}\n${url}\n${source}`).digest('hex')
  const file = join(kept, `${key}.js`)
  const before = written(file)
  if (before !== null) return before
  const text = await transpileAnew(url, source)
  mkdirSync(kept, { recursive: true })
  // whoever reads it meanwhile reads the whole or nothing
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, text)
  renameSync(unfinished, file)
  return text
}
