import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// stops with the end of its standard input, so that it never outlives the process that started it
const stopWithInput = stop => process.stdin.on('end', stop).resume()

/** `node launcher.mjs` prints the URL of a mock; `node launcher.mjs --tls …` is `groq-mock serve` with these flags, and its log. */
const flags = process.argv.slice(2)
if (flags.length === 0) {
  const { startMock } = await import('../../dist/index.js')
  const mock = await startMock()
  process.stdout.write(`${mock.url}\n`)
  stopWithInput(() => mock.close())
} else {
  const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
  const server = spawn(process.execPath, [main, 'serve', '--port', '0', ...flags], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  server.once('exit', code => process.exit(code ?? 1))
  stopWithInput(() => server.kill())
}
