// The suites of `npm test` in few files: each module that a process loads is asked of the thread of Node's hooks, and a suite
// has up to a thousand, which took a second or more of it.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { transform } from 'rolldown/utils'

const root = fileURLToPath(new URL('../../', import.meta.url))
const suites = join(root, 'test/suites')
// in node_modules, so that packages are found from there
const kept = join(root, 'node_modules/.cache/groq-mock-suites')
const DAY_MS = 86_400_000

/** Packages of many modules that need no other; nothing but tests imports them. All others are loaded as they are. */
const BUNDLED = /^(openai|groq-sdk)(\/|$)/

const built = {
  name: 'what was built, with its maps to the sources',
  load: {
    filter: { id: /[\\/]build[\\/].*\.js$/ },
    handler: id => ({ code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') }),
  },
}

const places = {
  name: 'places of the files as they were',
  transform: {
    filter: { code: /\bimport\.meta\b/ },
    async handler(code, id) {
      const url = JSON.stringify(pathToFileURL(id).href)
      const made = await transform(id, code, {
        define: { 'import.meta.url': url },
        typescript: { onlyRemoveTypeImports: true },
        sourcemap: true,
        tsconfig: false,
      })
      if (made.errors.length > 0) this.error(made.errors[0].message)
      return { code: made.code, map: made.map }
    },
  },
}

/** Folders of runs that were killed. */
const removeOld = () => {
  for (const name of readdirSync(kept)) {
    const folder = join(kept, name)
    const modifiedAtMs = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (modifiedAtMs < Date.now() - DAY_MS) rmSync(folder, { recursive: true, force: true })
  }
}

/** Bundles all suites, with what they share only once; returns the URL of the folder, which is there until this process ends. */
export const bundleSuites = async () => {
  mkdirSync(kept, { recursive: true })
  removeOld()
  const folder = mkdtempSync(join(kept, 'run-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const made = await rolldown({
    cwd: root,
    input: readdirSync(suites).map(name => join(suites, name)),
    external: name => /^[^./#]/.test(name) && !isAbsolute(name) && !BUNDLED.test(name),
    platform: 'node',
    tsconfig: false,
    treeshake: false,
    transform: { target: 'es2023', typescript: { onlyRemoveTypeImports: true } },
    plugins: [built, places],
    checks: { ineffectiveDynamicImport: false },
  })
  await made.write({
    dir: folder,
    format: 'esm',
    // where two modules use one name, one of them is renamed: tests look at names of classes
    keepNames: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: 'shared/[name]-[hash].mjs',
    sourcemap: 'inline',
    sourcemapExcludeSources: true,
  })
  await made.close()
  return pathToFileURL(`${folder}/`).href
}
