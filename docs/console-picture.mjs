// Takes the pictures of the console, docs/console-light.png and docs/console-dark.png, from a headless Chromium, while a client
// that does much wrong is under way. Needs a build, and `npm ci --prefix test/clients/browser`.
import { existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startMock } from '../dist/index.js'
import { chromium } from '../test/clients/browser/node_modules/playwright-core/index.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const SIZE = { width: 1100, height: 620 }
const MOST_BYTES = 100 * 1024

const browserFile = () => {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = NAMES.flatMap(name => folders.map(folder => join(folder, name))).find(file => existsSync(file))
  return process.env.CHROME_PATH ?? found ?? chromium.executablePath()
}

const pause = ms => new Promise(done => setTimeout(done, ms))

const mock = await startMock({ scenario: { about: 'All is well, but for what is injected.' } })

/** One request of a call. */
const ask = (call, model = 'openai/gpt-oss-20b') =>
  fetch(`${mock.url}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer gsk_any', 'x-mock-call': call },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: `Hello from ${call}` }] }),
  }).catch(() => null)

const inject = order =>
  fetch(`${mock.url}/__mock/sessions/default/injections`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  })

/** A call, and what each of its attempts gets: an order of the injection, or null for success; then how long it waits. */
const call = async (name, attempts) => {
  for (const [order, waitMs] of attempts) {
    if (order !== null) await inject(order)
    await ask(name)
    await pause(waitMs)
  }
}

await call('search', [[null, 0]])
await call('summary', [
  [{ status: 429, retryAfter: '1s' }, 1080],
  [{ status: 429, retryAfter: '1s' }, 1150],
  [null, 0],
])
await call('translate', [
  [{ status: 503 }, 420],
  [{ status: 503 }, 860],
  [null, 0],
])
await call('hasty', [
  [{ status: 429, retryAfter: '2s' }, 180],
  [{ status: 429, retryAfter: '2s' }, 160],
  [{ status: 429, retryAfter: '2s' }, 200],
  [null, 0],
])
await call('wrong-key', [
  [{ status: 401 }, 250],
  [{ status: 401 }, 0],
])
await call('backup', [
  [{ fault: 'reset' }, 500],
  [null, 0],
])

const browser = await chromium.launch({ executablePath: browserFile(), args: ['--no-sandbox'] })
try {
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: SIZE, colorScheme })
    await page.goto(`${mock.url}/__mock/`)
    await page.locator('button.flag').first().waitFor()
    const file = fileURLToPath(new URL(`console-${colorScheme}.png`, import.meta.url))
    await page.screenshot({ path: file })
    const { size } = statSync(file)
    if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes, and ${MOST_BYTES} are allowed`)
    await page.close()
  }
} finally {
  await browser.close()
  await mock.close()
}
