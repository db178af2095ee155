import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { root } from './helpers/cli.ts'

interface Locked {
  readonly version: string
  readonly dev?: boolean
  readonly devOptional?: boolean
}

const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>
}

// npm takes a second for it
const all = execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format=cyclonedx'], {
  cwd: root,
  maxBuffer: 1e8,
})

t.test(
  'the SBOM of a release lists what users install, all of it and nothing else, under the name of the package',
  async t => {
    const sound = execFileSync(process.execPath, ['.ci/sound-sbom.mjs'], { cwd: root, input: all, maxBuffer: 1e8 })
    const { metadata, components } = JSON.parse(sound.toString())
    t.equal(metadata.component.name, 'groq-mock')
    const listed = components.map(({ name, version }: { name: string; version: string }) => `${name}@${version}`)
    const installed = Object.entries(packages).flatMap(([place, { version, dev, devOptional }]) =>
      place === '' || dev || devOptional ? [] : [`${place.split('node_modules/').at(-1)}@${version}`],
    )
    t.same(new Set(listed), new Set(installed))
  },
)

t.test('one that is not whole is refused, with what is wrong', async t => {
  const broken = JSON.parse(all.toString())
  broken.components = broken.components.filter(({ name }: { name: string }) => name !== 'ajv')
  t.throws(
    () =>
      execFileSync(process.execPath, ['.ci/sound-sbom.mjs'], {
        cwd: root,
        input: JSON.stringify(broken),
        stdio: 'pipe',
      }),
    /ajv is missing/,
  )
})
