import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { withoutForeign } from './helpers/children.ts'
import { root } from './helpers/cli.ts'

interface Bundled {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly place: string
}

interface Locked {
  readonly version: string
}

const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'))
const bundled: readonly Bundled[] = read('dist/bundled.json')
const { packages } = read('package-lock.json') as { readonly packages: Readonly<Record<string, Locked>> }
const titles = bundled.map(({ name, version }) => `${name}@${version}`)

const around = { cwd: root, env: withoutForeign(process.env), maxBuffer: 1e8 }
// npm takes a second for it
const all = execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format=cyclonedx'], around)

t.test('nothing is installed beside groq-mock: what it needs is in its bundle, as it is locked', t => {
  const { dependencies, optionalDependencies, peerDependencies } = read('package.json')
  t.same([dependencies, optionalDependencies, peerDependencies], [undefined, undefined, undefined])
  t.ok(titles.includes(`fastify@${packages['node_modules/fastify']?.version}`))
  for (const { place, version } of bundled) t.equal(packages[place]?.version, version, place)
  t.end()
})

t.test('what is in the bundle may be, and its licences travel with it', t => {
  const notices = readFileSync(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8')
  for (const { name, version, license } of bundled) {
    t.match(license, /^(MIT|ISC|BSD-3-Clause|Apache-2\.0|0BSD)$/, name)
    const [, text = ''] = notices.split(`\n${name} ${version}\n\n`)
    t.match(text.split('-'.repeat(80))[0], /copyright|\bMIT, James Sumners\b/i, name)
  }
  t.end()
})

t.test('what Fastify has for what is not used of it is not in the bundle', t => {
  for (const { name } of bundled) t.notMatch(name, /^(@fastify\/(ajv|fast-json-stringify)-compiler|light-my-request)$/)
  t.end()
})

t.test(
  'the SBOM of a release lists what is in the bundle, all of it and nothing else, under the name of the package',
  t => {
    const sound = execFileSync(process.execPath, ['.ci/sound-sbom.mjs'], { ...around, input: all })
    const { metadata, components } = JSON.parse(sound.toString())
    t.equal(metadata.component.name, 'groq-mock')
    const listed = components.map(({ purl }: { purl: string }) => decodeURIComponent(purl.slice('pkg:npm/'.length)))
    t.same(listed.toSorted(), [...new Set(titles)].toSorted())
    t.end()
  },
)

t.test('one that is not whole is refused, with what is wrong', t => {
  const broken = JSON.parse(all.toString())
  broken.components = broken.components.filter(({ purl }: { purl: string }) => !purl.startsWith('pkg:npm/ajv@'))
  t.throws(
    () =>
      execFileSync(process.execPath, ['.ci/sound-sbom.mjs'], {
        ...around,
        input: JSON.stringify(broken),
        stdio: 'pipe',
      }),
    /ajv@.* is missing/,
  )
  t.end()
})

t.test('an audit tells the faults of what is in the bundle, no others, and that none could be asked for', t => {
  const fault = (name: string, node: string) => ({
    [name]: { name, nodes: [node], via: [{ severity: 'high', title: `bad ${name}`, url: 'https://example.com/1' }] },
  })
  const audited = (report: unknown) => {
    const input = typeof report === 'string' ? report : JSON.stringify(report)
    const { status, stdout, stderr } = spawnSync(process.execPath, ['.ci/sound-audit.mjs'], { ...around, input })
    return { status, stdout: stdout.toString(), stderr: stderr.toString() }
  }
  t.match(audited({ vulnerabilities: {} }), { status: 0, stdout: 'Nothing is known' })
  t.match(audited({ vulnerabilities: fault('tap', 'node_modules/tap') }), { status: 0 })
  const both = { ...fault('tap', 'node_modules/tap'), ...fault('fastify', 'node_modules/fastify') }
  t.match(audited({ vulnerabilities: both }), { status: 1, stdout: /^fastify: high: bad fastify \(https:.*\)\n$/ })
  const innocent = { fastify: { name: 'fastify', nodes: ['node_modules/fastify'], via: ['light-my-request'] } }
  t.match(audited({ vulnerabilities: innocent }), { status: 0 })
  for (const report of ['', 'no JSON', { message: 'request to registry failed' }])
    t.match(audited(report), { status: 1, stderr: 'npm audit could not ask' }, JSON.stringify(report))
  t.end()
})
