// What npm knows of faults in all packages comes in (`npm audit --json`); those of packages in the bundle are told, and exit code 1
// says that there are some. `npm audit --omit=dev` would find nothing: groq-mock is installed without dependencies.
import { readFileSync } from 'node:fs'

const text = readFileSync(0, 'utf8')
const bundled = JSON.parse(readFileSync(new URL('../dist/bundled.json', import.meta.url), 'utf8'))
const places = new Set(bundled.map(({ place }) => place))

const read = () => {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
const { vulnerabilities, message } = read()
if (typeof vulnerabilities !== 'object' || vulnerabilities === null) {
  process.stderr.write(`npm audit could not ask what is known: ${message ?? 'it has printed no report'}.\n`)
  process.exit(1)
}
const found = Object.values(vulnerabilities)
  .filter(({ nodes = [] }) => nodes.some(node => places.has(node)))
  // what is only a name there is somebody else's fault, which stands under that name
  .flatMap(({ name, via = [] }) =>
    via.flatMap(one => (typeof one === 'string' ? [] : [`${name}: ${one.severity}: ${one.title} (${one.url})`])),
  )
process.stdout.write(
  `${found.length > 0 ? found.join('\n') : `Nothing is known of the ${bundled.length} packages in the bundle.`}\n`,
)
process.exitCode = found.length > 0 ? 1 : 0
