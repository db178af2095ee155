import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { delimiter, join, resolve, sep } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const modules = fileURLToPath(new URL('node_modules', import.meta.url))
const imports = { 'groq-sdk': '/groq-sdk/index.mjs', openai: '/openai/index.mjs' }
const html = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script>`
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Serves an empty page, and the modules of the SDKs as they are installed, on an origin of its own. */
const servePage = async () => {
  const server = createServer(async (request, response) => {
    const file = resolve(modules, `.${request.url}`)
    if (request.url === '/') response.writeHead(200, { 'content-type': 'text/html' }).end(html)
    else if (file.startsWith(modules + sep) && file.endsWith('.mjs') && existsSync(file))
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(await readFile(file))
    else response.writeHead(404).end()
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${server.address().port}`
}

const browserFile = () => {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = NAMES.flatMap(name => folders.map(folder => join(folder, name))).find(existsSync)
  return found ?? chromium.executablePath()
}

/** A headless Chromium, which ends with the tests of the file. */
export const openBrowser = async () => {
  const browser = await chromium.launch({ executablePath: browserFile(), args: ['--no-sandbox'] })
  after(() => browser.close())
  return browser
}

/** A page of another origin than the mock's, in a headless Chromium; both end with the tests of the file. */
export const openPage = async () => {
  const origin = await servePage()
  const page = await (await openBrowser()).newPage()
  await page.goto(origin)
  return page
}
