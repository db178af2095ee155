import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { entriesOf, mockForTests } from '../node/mock.mjs'
import { clientOf, control, isLive, openConsole, say, serve, view } from './console.mjs'
import { openBrowser } from './page.mjs'

const browser = await openBrowser()
const folder = await mkdtemp(join(tmpdir(), 'console-'))
after(() => rm(folder, { recursive: true }))

test('a browser is led from the address of the server to the console, a program is not', async () => {
  const mock = await mockForTests({})
  const page = await browser.newPage()
  await page.goto(mock.url)
  assert.equal(page.url(), `${mock.url}/__mock/`)
  await isLive(page)
  assert.match((await fetch(mock.url)).headers.get('content-type'), /^application\/json/)
  await page.close()
})

test('whatever of the mock a browser shows, nothing fails, and nothing of it stands in the journal', async () => {
  for (const flags of [[], ['--no-control']]) {
    const file = join(folder, `entries-${flags.length}.ndjson`)
    const mock = await serve(`--journal-file=${file}`, ...flags)
    const page = await browser.newPage()
    const reported = []
    page.on('console', message => {
      if (message.type() === 'error') reported.push(message.text())
    })
    page.on('response', answer => {
      if (answer.status() >= 400) reported.push(`${answer.status()} ${answer.url()}`)
    })
    // what has no content shows nothing
    for (const path of ['/', '/__mock/health', '/__mock/', '/favicon.ico'])
      await page.goto(mock.url + path).catch(() => {})
    const read = await fetch(`${mock.url}/openai/v1/models`)
    assert.equal(read.status, 200)
    let paths = []
    while (paths.length === 0) {
      const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(0, -1)
      paths = lines.flatMap(line => JSON.parse(line).path ?? [])
    }
    assert.deepEqual([reported, paths], [[], ['/openai/v1/models']])
    await page.close()
  }
})

test('a retry of groq-sdk is seen live: a lane with its attempts, the wait that was told, and an entry each', async () => {
  const mock = await mockForTests({ scenario: 'rate-limited' })
  const { page, reported } = await openConsole(browser, mock)
  await isLive(page)
  await clientOf(mock).chat.completions.create(say('Hello'))
  const lane = page.locator('.call', { hasText: 'call-1' })
  await lane.locator('.bar.served').waitFor()
  assert.equal(await lane.locator('.bar.retryable').count(), 2)
  assert.ok((await lane.locator('.told').count()) >= 1)
  await lane.locator('.bar').first().click()
  await page.locator('.details', { hasText: 'rule first two: 429 Too Many Requests' }).waitFor()
  await view(page, 'Log')
  await page.locator('button.entry').nth(2).waitFor()
  assert.equal(await page.locator('button.entry').count(), 3)
  assert.deepEqual(reported, [])
  await page.close()
})

test('the log is filtered, an entry tells its decision, and a cancelled request is a 499', async () => {
  const mock = await mockForTests({ scenario: 'rate-limited' })
  await clientOf(mock).chat.completions.create(say('Hello'))
  await control(mock, 'POST', '/sessions/default/injections', { fault: 'hang' })
  const left = clientOf(mock, 'default', { timeout: 200, maxRetries: 0 })
  await assert.rejects(left.chat.completions.create(say('Bye')))
  await entriesOf(mock, 'default', 4)
  const { page, reported } = await openConsole(browser, mock, { view: 'log' })
  const rows = page.locator('button.entry')
  await rows.nth(3).waitFor()
  assert.match(await rows.first().innerText(), /499/)
  await page.getByLabel('status').fill('429')
  await rows.nth(2).waitFor({ state: 'detached' })
  assert.equal(await rows.count(), 2)
  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByLabel('rule').fill('injected hang no. 1')
  await rows.nth(1).waitFor({ state: 'detached' })
  await rows.first().click()
  const details = page.locator('.details')
  await details.getByText('injected hang no. 1 decided').waitFor()
  await details.getByText('"content":"Bye"').waitFor()
  assert.deepEqual(reported, [])
  await page.close()
})

test('the command that is copied asks the same again', async () => {
  const mock = await mockForTests({})
  await clientOf(mock).chat.completions.create(say(`It's "quoted"`))
  const { page } = await openConsole(browser, mock, { view: 'log' })
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: mock.url })
  await page.locator('button.entry').first().click()
  await page.getByRole('button', { name: 'Copy as curl' }).click()
  await page.getByText('The command is copied.').waitFor()
  const command = await page.evaluate(() => navigator.clipboard.readText())
  assert.match(
    command,
    /^curl -sS -X POST 'http:\/\/127\.0\.0\.1:\d+\/session\/default\/openai\/v1\/chat\/completions'/,
  )
  assert.ok(command.includes(`It'\\''s \\"quoted\\"`), command)
  await page.close()
})

test('what the command lacks is said, and it is copied where a page may not use the clipboard by itself', async () => {
  const mock = await mockForTests({ scenario: { about: 'Large.', api: { bodyLimit: '25MiB' } } })
  const client = clientOf(mock, 'default', { maxRetries: 0, defaultHeaders: { 'x-mock-status': '503' } })
  await assert.rejects(client.chat.completions.create(say('x'.repeat(200_000))))
  const form = new FormData()
  form.set('model', 'whisper-large-v3')
  form.set('file', new Blob(['not a recording']), 'a.wav')
  await (await fetch(`${mock.url}/openai/v1/audio/transcriptions`, { method: 'POST', body: form })).text()
  await (await fetch(`${mock.url}/openai/v1/models`, { method: 'HEAD' })).text()
  await entriesOf(mock, 'default', 3)
  const context = await browser.newContext()
  after(() => context.close())
  // as it is for a page that comes over plain HTTP from another machine
  await context.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }))
  const { page } = await openConsole(context, mock, { view: 'log' })
  const copied = async (row, says) => {
    await page.locator('button.entry').nth(row).click()
    await page.getByRole('button', { name: 'Copy as curl' }).click()
    await page.getByText(says).waitFor()
    const field = page.getByLabel('model')
    await field.fill('')
    await field.press('ControlOrMeta+v')
    const command = await field.inputValue()
    await field.fill('')
    return command
  }
  const head = await copied(0, 'The command is copied.')
  assert.match(head, /^curl -sS -I /)
  const sent = await copied(1, 'The command is copied, without the form, which is not kept as it came.')
  assert.doesNotMatch(sent, /content-type|--data-raw/)
  const long = await copied(2, 'The command is copied, without the end of the body, which is not kept.')
  assert.match(long, /-H 'x-mock-status: 503'/)
  assert.doesNotMatch(long, /bytes more/)
  await page.close()
})

test('the timeline is paused, zoomed, and fitted again', async () => {
  const mock = await mockForTests({})
  const { page, reported } = await openConsole(browser, mock)
  await isLive(page)
  const client = clientOf(mock)
  await client.chat.completions.create(say('one'))
  const calls = page.locator('.call')
  await calls.first().waitFor()
  await page.getByRole('button', { name: 'Pause' }).click()
  await client.chat.completions.create(say('two'))
  await client.chat.completions.create(say('three'))
  const goOn = page.getByRole('button', { name: 'Go on (2 new)' })
  await goOn.waitFor()
  assert.equal(await calls.count(), 1)
  await goOn.click()
  await calls.nth(2).waitFor()

  const scale = page.getByText(/a line shows/)
  const fitting = await scale.innerText()
  const fit = page.getByRole('button', { name: 'Fit' })
  assert.equal(await fit.getAttribute('aria-pressed'), 'true')
  await page.getByRole('button', { name: 'Zoom out' }).click()
  await page.getByText(fitting).waitFor({ state: 'detached' })
  assert.equal(await fit.getAttribute('aria-pressed'), 'false')
  const wider = await scale.innerText()
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await page.getByText(fitting).waitFor()
  await page.getByRole('button', { name: 'Zoom out' }).click()
  await page.getByText(wider).waitFor()
  await fit.click()
  await page.getByText(fitting).waitFor()
  assert.deepEqual(reported, [])
  await page.close()
})

test('what is injected answers a real groq-sdk call, is shown, named, and can be removed', async () => {
  const mock = await mockForTests({})
  const { page, reported } = await openConsole(browser, mock, { view: 'inject' })
  await isLive(page)
  await page.getByLabel('for the next').fill('3')
  await page.getByRole('button', { name: '503 Service Unavailable' }).click()
  const active = page.locator('.active li')
  await active.getByText('3 of 3 left').waitFor()
  const patient = clientOf(mock, 'default', { maxRetries: 0 })
  await assert.rejects(patient.chat.completions.create(say('Hello')), { status: 503 })
  await active.getByText('2 of 3 left').waitFor()
  const [entry] = await entriesOf(mock, 'default', 1)
  assert.equal(entry.rule, 'injected 503 no. 1')
  await page.getByRole('button', { name: 'Remove injected 503 no. 1' }).click()
  await page.getByText('None: the scenario answers.').waitFor()
  await patient.chat.completions.create(say('Hello'))
  await page.getByRole('button', { name: 'reset', exact: true }).click()
  await active.getByText('injected reset no. 2').waitFor()
  assert.deepEqual(reported, [])
  await page.close()
})

test('an error in the file of a scenario is shown at its line as soon as the file is edited', async () => {
  const file = join(folder, 'edited.yaml')
  await writeFile(file, 'about: One that is edited.\nrules:\n  - error: 503\n')
  const mock = await serve(`--scenario=${file}`)
  const { page, reported } = await openConsole(browser, mock, { view: 'session' })
  await page.getByText('Nothing found.').waitFor()
  await writeFile(file, 'about: One that is edited.\nrules:\n  - eror: 503\n')
  const line = page.locator('.yaml li.marked')
  await line.waitFor()
  assert.match(await line.innerText(), /eror: 503[\s\S]*error at 3:5/)
  await writeFile(file, 'about: One that is edited.\nrules:\n  - error: 502\n')
  await page.locator('.yaml', { hasText: '502' }).waitFor()
  await page.getByText('Nothing found.').waitFor()
  assert.deepEqual(reported, [])
  await page.close()
})

test('the clock goes forward, buckets fill and empty, the scenario is switched, the session reset', async () => {
  const mock = await mockForTests({ scenario: { about: 'Few.', api: { limits: [{ rpd: 30 }] } } })
  await clientOf(mock).chat.completions.create(say('Hello'))
  const { page } = await openConsole(browser, mock, { view: 'session' })
  await page.getByText(/^1 of 30 used/).waitFor()
  await page.getByRole('button', { name: 'Forward by 1h' }).click()
  await page.getByText(/^0 of 30 used/).waitFor()
  await page.locator('.clock', { hasText: /^1:00:/ }).waitFor()
  await page.getByRole('combobox', { name: 'scenario' }).selectOption('outage')
  await page.locator('.scenario h2', { hasText: 'outage' }).waitFor()
  await page.getByRole('button', { name: 'Reset', exact: true }).click()
  await page.locator('.clock', { hasText: '0:00:00.0' }).waitFor()
  await page.close()
})

test('a finding leads to its attempt, and the verdict is downloaded in each form', async () => {
  const mock = await mockForTests({ scenario: 'rate-limited' })
  const hasty = clientOf(mock, 'default', { maxRetries: 0, defaultHeaders: { 'x-mock-call': 'hasty' } })
  for (let i = 0; i < 4; i += 1) await hasty.chat.completions.create(say('Now')).catch(() => {})
  const { page, reported } = await openConsole(browser, mock, { view: 'verdict' })
  await page.locator('.badge.FAIL').waitFor()
  for (const [name, begin] of [
    ['JUnit', /^<\?xml/],
    ['Markdown', /retry-after-ignored/],
    ['HTML', /^<!doctype html>/],
  ]) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `Download ${name}` }).click(),
    ])
    assert.match(await readFile(await download.path(), 'utf8'), begin)
  }
  await page.locator('article', { hasText: 'retry-after-ignored' }).getByRole('button').last().click()
  await page.locator('.bar.selected').waitFor()
  await page.locator('.details').waitFor()
  await page.locator('button.flag', { hasText: 'retry-after-ignored' }).waitFor()
  assert.deepEqual(reported, [])
  await page.close()
})

test('a token is asked for once, and one that is wrong is told', async () => {
  const mock = await serve('--control-token=open-sesame')
  const { page, reported } = await openConsole(browser, mock)
  await page.getByText('This server wants a token').waitFor()
  await page.getByLabel('token').fill('wrong')
  await page.getByRole('button', { name: 'Use it' }).click()
  await page.getByText('The server does not take this token').waitFor()
  await page.getByLabel('token').fill('open-sesame')
  await page.getByRole('button', { name: 'Use it' }).click()
  await isLive(page)
  await page.reload()
  await isLive(page)
  assert.deepEqual(reported, [])
  await page.close()
})

test('all views are reached and used by keyboard alone', async () => {
  const mock = await mockForTests({})
  await clientOf(mock).chat.completions.create(say('Hello'))
  const { page } = await openConsole(browser, mock)
  await isLive(page)
  const press = async (isThere, most = 40) => {
    for (let i = 0; i < most; i += 1) {
      await page.keyboard.press('Tab')
      if (await page.evaluate(isThere)) return
    }
    assert.fail(`not reached by Tab: ${isThere}`)
  }
  await press(() => document.activeElement?.textContent === 'Log')
  await page.keyboard.press('Enter')
  await press(() => document.activeElement?.classList.contains('entry') === true)
  await page.keyboard.press('Enter')
  await page.locator('.details').waitFor()
  await press(() => document.activeElement?.textContent === 'Close')
  await page.keyboard.press('Enter')
  await page.locator('.details').waitFor({ state: 'detached' })
  await page.close()
})

test('a page of another origin can neither read the console, nor frame it, nor send it a form', async () => {
  const mock = await mockForTests({})
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>hostile</title>')
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  after(() => server.close())
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  const seen = await page.evaluate(async url => {
    const outcome = work =>
      work.then(
        () => 'done',
        () => 'refused',
      )
    const loaded = (tag, attribute, path) =>
      new Promise(done => {
        const element = document.createElement(tag)
        element.onload = () => done('loaded')
        element.onerror = () => done('refused')
        element[attribute] = url + path
        document.body.append(element)
      })
    return {
      page: await outcome(fetch(`${url}/__mock/`, { headers: { accept: 'text/html' } })),
      sessions: await outcome(fetch(`${url}/__mock/sessions`)),
      inject: await outcome(
        fetch(`${url}/__mock/sessions/default/injections`, { method: 'POST', mode: 'no-cors', body: '{"status":503}' }),
      ),
      script: await loaded('script', 'src', '/__mock/console.js'),
    }
  }, mock.url)
  // a no-cors request is sent, and its answer can't be read
  assert.deepEqual(seen, { page: 'refused', sessions: 'refused', inject: 'done', script: 'refused' })
  await page.setContent(
    `<form method="post" action="${mock.url}/__mock/sessions/default/reset"></form><iframe src="${mock.url}/__mock/"></iframe>`,
  )
  const frame = page.frames().find(one => one !== page.mainFrame())
  assert.equal(await frame?.locator('#page').count(), 0, 'not in a frame')
  await clientOf(mock).chat.completions.create(say('still here'))
  await page.evaluate(() => document.forms[0].submit())
  await page.waitForURL(/reset$/)
  const entries = await entriesOf(mock, 'default', 1)
  assert.equal(entries.length, 1, 'the journal is as it was')
  assert.deepEqual((await control(mock, 'GET', '/sessions/default/injections')).injections, [])
  await page.close()
})
