// Bundles the program and the library with all that they depend on into a folder, as CommonJS (docs/design.md says why), and
// writes there what is in it: `bundled.json`, and the licences of what is not ours.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, posix, sep } from 'node:path'
import { rolldown } from 'rolldown'

/** How a module says that a dependency is loaded at once, but at its first use: it gets a file of its own. */
const LATE = /createRequire\(import\.meta\.url\)\('([^']+)'\)/g
const fileOfLate = name => `late/${name}.js`

const lateInFiles = {
  name: 'late dependencies in files of their own',
  transform(code, id) {
    if (id.includes(`${sep}node_modules${sep}`)) return null
    const changed = code.replaceAll(LATE, (_, name) => {
      this.emitFile({ type: 'chunk', id: name, fileName: fileOfLate(name) })
      return `loadLate('${name}')`
    })
    if (changed.includes('createRequire(import.meta.url)'))
      this.error(`${id} has a createRequire that is not bundled: write createRequire(import.meta.url)('name')`)
    return changed === code ? null : { code: changed, map: null }
  },
  renderChunk(code, { fileName }) {
    const changed = code.replaceAll(/\bloadLate\(["']([^"']+)["']\)/g, (_, name) => {
      const path = posix.relative(posix.dirname(fileName), fileOfLate(name))
      return `require("${path.startsWith('.') ? path : `./${path}`}")`
    })
    return changed === code ? null : { code: changed, map: null }
  },
}

/**
 * What Fastify would load for what is not used of it: schemas of routes (`without-compilers.ts`), and `inject`. And what `debug`
 * takes where it happens to be there.
 */
const UNUSED = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'light-my-request', 'supports-color']

const withoutUnused = {
  name: 'without what is never used',
  resolveId: name => (UNUSED.includes(name) ? { id: `\0unused:${name}` } : null),
  load: id =>
    id.startsWith('\0unused:')
      ? `module.exports = () => { throw new Error(${JSON.stringify(`${id.slice(8)} is not part of groq-mock`)}) }`
      : null,
}

/** The folder of the package that a module is from; null where it is ours or none. */
const packageOf = id => {
  const parts = id.split(sep)
  const at = parts.lastIndexOf('node_modules')
  return at < 0 || !isAbsolute(id) ? null : parts.slice(0, at + (parts[at + 1].startsWith('@') ? 3 : 2)).join(sep)
}

const LICENCE = /^(licen[cs]e|copying|notice)(\.|-|$)/i

/** What is known of a package in the bundle, and the texts that go with it. */
const describe = folder => {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const texts = readdirSync(folder)
    .filter(file => LICENCE.test(file))
    .sort()
    .map(file => readFileSync(join(folder, file), 'utf8').trim())
  const holder = typeof author === 'string' ? author : author?.name
  return { name, version, license, texts: texts.length > 0 ? texts : [`${license}, ${holder}`] }
}

const byName = (a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1)

const writeBundled = (root, folder, output) => {
  const folders = new Set(output.flatMap(({ moduleIds = [] }) => moduleIds.map(packageOf)).filter(Boolean))
  const bundled = [...folders].map(place => ({ place, ...describe(place) })).sort(byName)
  const lines = bundled.map(({ place, name, version, license }) => ({
    name,
    version,
    license,
    place: place.slice(root.length).split(sep).join('/'),
  }))
  writeFileSync(join(folder, 'bundled.json'), `${JSON.stringify(lines, null, 2)}\n`)
  const notices = bundled.map(({ name, version, texts }) => `${name} ${version}\n\n${texts.join('\n\n')}\n`)
  const head =
    'What others have written of groq-mock, and under which licences. groq-mock itself is under the one in LICENSE.\n'
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), [head, ...notices].join(`\n${'-'.repeat(80)}\n\n`))
}

/** `entries` are files of src/ without their ending; each keeps its place in the folder. */
export const bundle = async (root, folder, entries) => {
  const made = await rolldown({
    cwd: root,
    input: Object.fromEntries(entries.map(name => [name, `src/${name}.ts`])),
    platform: 'node',
    plugins: [withoutUnused, lateInFiles],
  })
  const { output } = await made.write({
    dir: folder,
    format: 'cjs',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
  })
  await made.close()
  // else they would be taken for ES modules, as all that is ours
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n')
  writeBundled(root, folder, output)
}
