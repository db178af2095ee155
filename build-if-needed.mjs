// Compiles src/ to dist/ when a source is newer than the last build: what `npm start` and `npm test` run first.
import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('.', import.meta.url))
const builtAt = statSync(join(root, 'dist/main.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0
const sources = readdirSync(join(root, 'src'), { recursive: true }).filter(name => name.endsWith('.ts'))
const inputs = [...sources.map(name => join('src', name)), 'tsconfig.json', 'tsconfig.build.json', 'package.json']

if (inputs.some(name => statSync(join(root, name)).mtimeMs > builtAt)) {
  const built = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  process.exitCode = built.status ?? 1
}
