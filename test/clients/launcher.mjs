import { startMock } from '../../dist/index.js'

// stops with the end of its standard input, so that it never outlives the process that started it
const mock = await startMock()
process.stdout.write(`${mock.url}\n`)
process.stdin.on('end', () => mock.close()).resume()
