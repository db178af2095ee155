import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mockForTests } from '../node/mock.mjs'
import { clientOf, control, openConsole, say, view } from './console.mjs'
import { bringAxe, foundByAxe, openBrowser } from './page.mjs'

const browser = await openBrowser()

for (const colorScheme of ['light', 'dark'])
  for (const width of [375, 1280, 2560])
    test(`axe finds nothing in a console that is ${colorScheme} and ${width} px wide, and nothing sticks out`, async () => {
      const mock = await mockForTests({ scenario: 'rate-limited' })
      const hasty = clientOf(mock, 'default', { maxRetries: 0, defaultHeaders: { 'x-mock-call': 'hasty' } })
      for (let i = 0; i < 4; i += 1) await hasty.chat.completions.create(say('Now')).catch(() => {})
      await control(mock, 'POST', '/sessions/default/injections', { status: 429, times: 3 })
      const { page, reported } = await openConsole(browser, mock, { colorScheme, viewport: { width, height: 900 } })
      await page.locator('button.flag').first().waitFor()
      await bringAxe(page).catch(() => {})
      for (const name of ['Timeline', 'Log', 'Sessions', 'Inject', 'Verdict', 'entry']) {
        if (name === 'entry') {
          await view(page, 'Log')
          await page.locator('button.entry').first().click()
          await page.locator('.details h3').first().waitFor()
        } else await view(page, name)
        if (name === 'Inject') await page.locator('.active').waitFor()
        if (name === 'Verdict') await page.locator('article').first().waitFor()
        if (name === 'Sessions') await page.locator('.yaml').waitFor()
        const widest = await page.evaluate(() => document.documentElement.scrollWidth)
        assert.ok(widest <= width, `${name}: ${widest} px`)
        assert.deepEqual(await foundByAxe(page), [], name)
      }
      assert.deepEqual(reported, [])
      await page.close()
    })
