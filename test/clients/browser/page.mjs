import assert from 'node:assert/strict'
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

const axe = new URL('node_modules/axe-core/axe.min.js', import.meta.url)

/** Lets axe be asked in a page, which loads nothing by itself. */
export const bringAxe = async page => page.evaluate(await readFile(axe, 'utf8'))

/** What axe finds in a page that it was brought to, a line each; it must have looked at contrast. */
export const foundByAxe = async page => {
  const { violations, passes } = await page.evaluate(() => window.axe.run())
  assert.ok(passes.some(({ id }) => id === 'color-contrast'))
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes[0].html}`)
}

/** Opens what is folded in a page, so that it is looked at as well, and gives how wide the page is then. */
export const widthUnfolded = page =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
    return document.documentElement.scrollWidth
  })

/** A page of another origin than the mock's, in a headless Chromium; both end with the tests of the file. */
export const openPage = async () => {
  const origin = await servePage()
  const page = await (await openBrowser()).newPage()
  await page.goto(origin)
  return page
}
