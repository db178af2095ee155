import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { startMock } from '../../../dist/index.js'
import { entriesOf, mockForTests } from '../node/mock.mjs'
import { clientOf, isLive, openConsole, say, serve, view, wayTo } from './console.mjs'
import { openBrowser } from './page.mjs'

const browser = await openBrowser()

test('markup in prompts, models, names of calls, rules and sessions is text', async () => {
  const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>'
  const scenario = {
    about: evil,
    rules: [{ name: 'plain', match: { header: { 'x-evil': '*' } }, error: { status: 503, message: evil } }],
  }
  const mock = await mockForTests({ scenario })
  const client = clientOf(mock, 'default', { maxRetries: 0, defaultHeaders: { 'user-agent': evil, 'x-evil': evil } })
  await assert.rejects(client.chat.completions.create(say(evil, evil)))
  await fetch(`${mock.url}/openai/v1/${encodeURIComponent(evil)}?x=${evil}`)
  await entriesOf(mock, 'default', 2)
  const { page, reported } = await openConsole(browser, mock, { session: encodeURIComponent(evil) })
  await page.locator('.link.lost').waitFor()
  await page.getByLabel('session').fill('default')
  await page.getByLabel('session').press('Enter')
  await isLive(page)
  for (const name of ['Timeline', 'Log', 'Sessions', 'Inject', 'Verdict']) {
    await view(page, name)
    await page.locator(`nav a[aria-current]`, { hasText: name }).waitFor()
  }
  await view(page, 'Log')
  for (const nth of [0, 1]) {
    await page.locator('button.entry').nth(nth).click()
    await page.locator('.details h3').first().waitFor()
  }
  assert.equal(await page.locator('img, #page script').count(), 0)
  assert.deepEqual(reported, [])
  await page.close()
})

test('a prompt of 4 MB is shown by its beginning, and as far as it is kept on demand', async () => {
  const mock = await mockForTests({ scenario: { about: 'Large.', api: { bodyLimit: '25MiB' } } })
  await clientOf(mock)
    .chat.completions.create(say('x'.repeat(4 * 1024 * 1024)))
    .catch(() => {})
  const { page } = await openConsole(browser, mock, { view: 'log' })
  await page.locator('button.entry').first().click()
  const text = page.locator('.details pre').last()
  await text.waitFor()
  assert.ok((await text.innerText()).length < 3000)
  await page.getByRole('button', { name: /Show all \d+ letters/ }).click()
  assert.match(await text.textContent(), /bytes more/)
  await page.close()
})

test('a lost connection is told and what was missed is shown; a server that starts anew is told', async () => {
  const mock = await startMock()
  const way = await wayTo(mock)
  const { page } = await openConsole(browser, way, { view: 'log' })
  await isLive(page)
  await clientOf(mock).chat.completions.create(say('before'))
  await page.locator('button.entry').first().waitFor()
  way.cut()
  await page.locator('.link.lost').waitFor()
  for (let i = 0; i < 3; i += 1) await clientOf(mock).chat.completions.create(say('meanwhile'))
  way.mend()
  await isLive(page)
  await page.locator('button.entry').nth(3).waitFor()
  assert.equal(await page.locator('button.entry').count(), 4)

  const port = Number(new URL(mock.url).port)
  await mock.close()
  await page.locator('.link.lost').waitFor()
  const second = await startMock({ port })
  after(() => second.close())
  await page.getByText('The server was started anew').waitFor()
  await isLive(page)
  assert.equal(await page.locator('button.entry').count(), 0)
  await clientOf(second).chat.completions.create(say('after'))
  await page.locator('button.entry').first().waitFor()
  await page.close()
})

/** Fills the journal over pipelined connections. */
const fill = async ({ url }, many) => {
  const one = 'GET /openai/v1/nothing HTTP/1.1\r\nhost: localhost\r\n\r\n'
  const atOnce = 50
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  for (let sent = 0; sent < many; sent += atOnce) {
    socket.write(one.repeat(atOnce))
    for (let answered = 0; answered < atOnce; ) {
      const [bytes] = await once(socket, 'data')
      answered += bytes.toString('latin1').split('HTTP/1.1 404').length - 1
    }
  }
  socket.destroy()
}

test('of 100 000 entries only those in sight are in the page, and older ones are paged through', async () => {
  const mock = await serve('--journal-bytes=1GiB', '--no-keep-bodies')
  await Promise.all([1, 2, 3, 4].map(() => fill(mock, 25_000)))
  const { page } = await openConsole(browser, mock, { view: 'log' })
  const rows = page.locator('button.entry')
  await rows.first().waitFor()
  const shown = page.getByRole('status').filter({ hasText: 'shown' })
  for (const least of [600, 800, 1000]) {
    await page.locator('.list').evaluate(list => list.scrollTo(0, list.scrollHeight))
    await page.waitForFunction(
      ([element, most]) => Number.parseInt(element.textContent, 10) > most,
      [await shown.elementHandle(), least],
    )
    assert.ok((await rows.count()) < 60, `${await rows.count()} rows`)
  }
  await view(page, 'Timeline')
  await page.locator('.call').first().waitFor()
  assert.ok((await page.locator('.call').count()) < 40)
  await page.close()
})
