import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bringAxe, foundByAxe, openBrowser, widthUnfolded } from './page.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'report-'))
after(() => rm(folder, { recursive: true }))

/** A drill of a client that does much wrong, so that its report has everything that a report can have. */
const drilled = async () => {
  const client = join(root, 'docs/picture-client.mjs')
  const scenarios = 'steady-state,rate-limited,over-capacity,outage,expired-key'
  const args = ['dist/main.js', 'drill', '--scenarios', scenarios, '--jobs', '5', '--out', folder]
  const child = spawn(process.execPath, [...args, '--', process.execPath, client], { cwd: root, stdio: 'ignore' })
  const [code] = await once(child, 'exit')
  assert.equal(code, 1)
  return pathToFileURL(join(folder, 'report.html')).href
}

const url = await drilled()
const browser = await openBrowser()

for (const colorScheme of ['light', 'dark'])
  for (const width of [375, 1280, 2560])
    test(`axe finds nothing in a report that is ${colorScheme} and ${width} px wide, and nothing sticks out`, async () => {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } })
      await page.goto(url)
      assert.ok((await page.locator('article').count()) >= 3)
      const widest = await widthUnfolded(page)
      assert.ok(widest <= width, `${widest} px`)
      await bringAxe(page)
      assert.deepEqual(await foundByAxe(page), [])
      await page.close()
    })

test('the evidence of a finding leads to its attempt, and a bar does too', async () => {
  const page = await browser.newPage()
  await page.goto(url)
  for (const link of ['article a', 'a.bar.retryable']) {
    await page.locator(link).first().click()
    assert.ok(await page.locator('tr:target').isVisible(), link)
  }
  await page.close()
})
