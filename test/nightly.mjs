// `npm run test:nightly`: all tests, with property and fuzz runs at their whole length.
import { spawnSync } from 'node:child_process'

const { status } = spawnSync('npm', ['test', '--', '--timeout=900', ...process.argv.slice(2)], {
  env: { ...process.env, TEST_NIGHTLY: '1' },
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
process.exitCode = status ?? 1
