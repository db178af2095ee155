// The list of all packages as npm writes it comes in; what users get goes out, under the name of the package, and only if it is whole.
// npm installs nothing beside groq-mock: what it is made of is in its bundle, and dist/bundled.json says what that is.
import { readFileSync } from 'node:fs'

const read = file => JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'))
const { name, version } = read('package.json')
const bundled = new Set(read('dist/bundled.json').map(one => `${one.name}@${one.version}`))
const sbom = JSON.parse(readFileSync(0, 'utf8'))
// npm takes the name of the folder
sbom.metadata.component.name = name

const root = sbom.metadata.component['bom-ref']
const titleOf = component => `${component.group ? `${component.group}/` : ''}${component.name}@${component.version}`
const [known, seen] = [[], new Set()]
for (const component of sbom.components) {
  const title = titleOf(component)
  // one version may stand in two places
  if (bundled.has(title) && !seen.has(title)) known.push(component)
  seen.add(title)
}
const refs = new Set([root, ...known.map(component => component['bom-ref'])])
sbom.components = known
sbom.dependencies = sbom.dependencies
  .filter(({ ref }) => refs.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(other => refs.has(other)) }))

const isWhole = component =>
  component.purl?.startsWith('pkg:npm/') &&
  component.hashes?.some(({ alg, content }) => alg === 'SHA-512' && /^[0-9a-f]{128}$/.test(content))
const wrong = [
  ...(sbom.bomFormat === 'CycloneDX' && sbom.specVersion ? [] : ['it is not of CycloneDX']),
  ...(sbom.metadata.component.version === version ? [] : [`it is of version ${sbom.metadata.component.version}`]),
  ...(refs.size === sbom.components.length + 1 ? [] : ['a reference stands twice']),
  ...sbom.components.filter(one => !isWhole(one)).map(one => `${one['bom-ref']} has no purl or no SHA-512`),
  ...[...bundled].filter(wanted => !known.some(one => titleOf(one) === wanted)).map(wanted => `${wanted} is missing`),
]
if (wrong.length > 0) {
  process.stderr.write(`The SBOM is not whole: ${wrong.join('; ')}.\n`)
  process.exit(1)
}
process.stdout.write(`${JSON.stringify(sbom, null, 2)}\n`)
