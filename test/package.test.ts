import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import t from 'tap'
import { withoutForeign } from './helpers/children.ts'
import { root } from './helpers/cli.ts'

const described = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const [{ files }] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    env: withoutForeign(process.env),
    encoding: 'utf8',
  }),
) as [{ readonly files: readonly { readonly path: string }[] }]
const packed: readonly string[] = files.map(({ path }) => path)

/** Whether there is such a file in the package, or such a folder. */
const isPacked = (path: string): boolean => packed.includes(path) || packed.some(one => one.startsWith(`${path}/`))

t.test('every relative link of a page in the package leads to something in the package', async t => {
  const pages = packed.filter(path => path.endsWith('.md'))
  for (const page of ['README.md', 'docs/verdict.md', 'scenarios/README.md']) t.ok(pages.includes(page), page)
  let links = 0
  for (const page of pages)
    for (const [, target = ''] of readFileSync(join(root, page), 'utf8').matchAll(
      /\]\((?![a-z]+:|#)([^)#\s]+)(?:#[^)]*)?\)/g,
    )) {
      links += 1
      t.ok(isPacked(posix.join(posix.dirname(page), target).replace(/\/$/, '')), `${page}: ${target}`)
    }
  t.ok(links > 20, `${links} links`)
})

t.test('what package.json names is in the package, and what only builds and tests is not', async t => {
  const named = [described.main, described.types, ...Object.values(described.bin), ...Object.values(described.exports)]
  for (const target of named.flatMap(one => (typeof one === 'string' ? [one] : Object.values(one as object))))
    t.ok(isPacked(posix.normalize(target)), target)
  for (const path of [
    'LICENSE',
    'dist/THIRD-PARTY-LICENSES.txt',
    'dist/package.json',
    'scenarios/scenario.schema.json',
  ])
    t.ok(isPacked(path), path)
  t.same(
    packed.filter(path => /^(src|test|build|attack)\/|node_modules|\.map$|\.tgz$/.test(path)),
    [],
  )
})

t.test('a registry has a page to show, and nothing on it is made up', async t => {
  t.match(described, { name: 'groq-mock', description: /.{40,}/, license: 'Apache-2.0', engines: { node: '>=20.19' } })
  t.ok(described.keywords.length >= 8)
  t.equal(described.keywords.length, new Set(described.keywords).size)
  for (const unknown of ['repository', 'homepage', 'bugs', 'author', 'funding'])
    t.notOk(Object.hasOwn(described, unknown))
})
