// `npm test`: tap, with tests that are bundled or transpiled once and not in every process. `npx tap FILE` runs them too, only
// slower.
import { readdirSync } from 'node:fs'
import { transpile } from './running/transpile.mjs'

const prepareFiles = async () => {
  const here = new URL('.', import.meta.url)
  const names = readdirSync(here, { recursive: true }).map(name => name.replaceAll('\\', '/'))
  // what is tried with installs of its own is not tap's
  for (const name of names)
    if (name.endsWith('.ts') && !/^(clients|install)\//.test(name)) await transpile(new URL(name, here).href)
}

const prepareSuites = async () => {
  const { bundleSuites } = await import('./running/bundle.mjs')
  process.env.BUNDLED_SUITES = await bundleSuites()
}

// newer ones strip types themselves, which tap lets them do
if (!process.features.typescript) {
  const isOfFiles = process.argv.slice(2).some(argument => argument.endsWith('.test.ts'))
  await (isOfFiles ? prepareFiles() : prepareSuites())
  const register = new URL('./running/register.mjs', import.meta.url).href
  process.env.NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ''} --import=${register}`.trim()
}
await import('../node_modules/tap/dist/esm/run.mjs')
