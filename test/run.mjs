// `npm test`: tap, with tests that are transpiled once and not in every process. `npx tap FILE` runs them too, only slower.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { transpile } from './transpiling/transpile.mjs'

const tap = fileURLToPath(new URL('../node_modules/tap/dist/esm/run.mjs', import.meta.url))
const register = new URL('./transpiling/register.mjs', import.meta.url).href
const variables = { ...process.env }
if (!process.features.typescript) {
  variables.NODE_OPTIONS = `${variables.NODE_OPTIONS ?? ''} --import=${register}`.trim()
  const here = new URL('.', import.meta.url)
  const names = readdirSync(here, { recursive: true }).map(name => name.replaceAll('\\', '/'))
  for (const name of names)
    if (name.endsWith('.ts') && !name.startsWith('clients/')) await transpile(new URL(name, here).href)
}

const { status, signal } = spawnSync(process.execPath, [tap, ...process.argv.slice(2)], {
  env: variables,
  stdio: 'inherit',
})
if (signal) process.kill(process.pid, signal)
process.exitCode = status ?? 1
