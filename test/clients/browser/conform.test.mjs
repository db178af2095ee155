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
const folder = await mkdtemp(join(tmpdir(), 'conform-'))
after(() => rm(folder, { recursive: true }))

const conform = async (...args) => {
  const child = spawn(process.execPath, ['dist/main.js', 'conform', ...args], { cwd: root, stdio: 'ignore' })
  const [code] = await once(child, 'exit')
  return code
}

const ONLY =
  'answer-whole,refused-400,seconds-on-429,cut-by-reset,stream-error-event,stream-cut-clean,generation-failed'

const ASKS_ONCE = `const { bodies } = JSON.parse(process.env.GROQ_MOCK_REQUEST)
const answer = await fetch(process.env.OPENAI_BASE_URL + '/chat/completions', {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
  body: JSON.stringify(bodies[0]),
}).catch(() => ({ ok: false }))
console.log(JSON.stringify({ ok: answer.ok, status: answer.status }))`

/** The matrix of the clients that are deliberately good and bad, of one that asks once, and of one that can do nothing: every result that there is. */
const joined = async () => {
  const runner = name => [process.execPath, join(root, 'test/conform/runners', `${name}.mjs`)]
  const commands = {
    good: runner('good'),
    hasty: runner('hasty'),
    credulous: runner('credulous'),
    'a client with a long name': ['sh', '-c', `echo '{"unsupported":"it reads nothing"}'`],
    once: [process.execPath, '--input-type=module', '-e', ASKS_ONCE],
  }
  for (const [name, command] of Object.entries(commands))
    await conform('--only', ONLY, '--jobs', '4', '--subject', name, '--out', join(folder, name), '--', ...command)
  const files = Object.keys(commands).map(name => join(folder, name, 'results.json'))
  assert.equal(await conform('--join', ...files, '--out', folder), 0)
  return pathToFileURL(join(folder, 'report.html')).href
}

const url = await joined()
const browser = await openBrowser()

for (const colorScheme of ['light', 'dark'])
  for (const width of [375, 1280, 2560])
    test(`axe finds nothing in a matrix that is ${colorScheme} and ${width} px wide, and nothing sticks out`, async () => {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } })
      await page.goto(url)
      for (const word of ['OK', 'NON-STRICT', 'FAILED', 'INFORMATIONAL', 'MISSING'])
        assert.ok((await page.locator(`td .badge.${word}`).count()) > 0, word)
      const widest = await widthUnfolded(page)
      assert.ok(widest <= width, `${widest} px`)
      // what a row is of stays in sight where there are more clients than the screen has room for
      const matrix = page.getByRole('region', { name: 'results' })
      await matrix.evaluate(one => one.scrollTo(one.scrollWidth, 0))
      const left = await page
        .locator('td.case')
        .first()
        .evaluate(one => one.getBoundingClientRect().left)
      assert.ok(left >= 0 && left < width / 4, `${left} px`)
      await bringAxe(page)
      assert.deepEqual(await foundByAxe(page), [])
      await page.close()
    })
