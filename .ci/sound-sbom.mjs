// The list of all packages as npm writes it comes in; what users install goes out, under the name of the package, and only if it is whole.
// `npm sbom --omit=dev` leaves out what tools for development depend on too, as ajv and yaml: so the tree is walked here.
import { readFileSync } from 'node:fs'

const { name, version, dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const sbom = JSON.parse(readFileSync(0, 'utf8'))
// npm takes the name of the folder
sbom.metadata.component.name = name

const root = sbom.metadata.component['bom-ref']
const known = new Map(sbom.components.map(component => [component['bom-ref'], component]))
const needed = new Map(sbom.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]))
needed.set(
  root,
  (needed.get(root) ?? []).filter(ref => Object.hasOwn(dependencies, known.get(ref)?.name)),
)
const installed = new Set([root])
for (const ref of installed) for (const other of needed.get(ref) ?? []) installed.add(other)
sbom.components = sbom.components.filter(component => installed.has(component['bom-ref']))
sbom.dependencies = [...installed].map(ref => ({ ref, dependsOn: needed.get(ref) ?? [] }))

const refs = new Set([root, ...known.keys()].filter(ref => installed.has(ref)))
const isWhole = component =>
  component.purl?.startsWith('pkg:npm/') &&
  component.hashes?.some(({ alg, content }) => alg === 'SHA-512' && /^[0-9a-f]{128}$/.test(content))
const wrong = [
  ...(sbom.bomFormat === 'CycloneDX' && sbom.specVersion ? [] : ['it is not of CycloneDX']),
  ...(sbom.metadata.component.version === version ? [] : [`it is of version ${sbom.metadata.component.version}`]),
  ...(refs.size === sbom.components.length + 1 ? [] : ['a reference stands twice']),
  ...sbom.components.filter(one => !isWhole(one)).map(one => `${one['bom-ref']} has no purl or no SHA-512`),
  ...Object.keys(dependencies)
    .filter(wanted => !sbom.components.some(one => one.name === wanted))
    .map(wanted => `${wanted} is missing`),
  ...sbom.dependencies
    .flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn])
    .filter(ref => !refs.has(ref))
    .map(ref => `${ref} is referred to and not there`),
]
if (wrong.length > 0) {
  process.stderr.write(`The SBOM is not whole: ${wrong.join('; ')}.\n`)
  process.exit(1)
}
process.stdout.write(`${JSON.stringify(sbom, null, 2)}\n`)
