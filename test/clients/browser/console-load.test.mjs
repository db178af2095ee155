import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { control, isLive, openConsole, say, serve, view } from './console.mjs'
import { openBrowser } from './page.mjs'

const browser = await openBrowser()

const PER_SECOND = 200
const ATTEMPTS = 3
/** As many calls as the timeline keeps; their entries are fewer than the log keeps. */
const CALLS = 500
const BETWEEN_ATTEMPTS_MS = 300

const scenario = {
  about: 'Refuses twice.',
  rules: [{ name: 'refuses twice', match: { attempt: '1..2' }, error: { status: 429, retryAfter: '300ms' } }],
}

/** Makes calls of three attempts each, evenly in time: what is late is caught up with. Gives how many entries a second that came to. */
const load = async ({ url }) => {
  const everyMs = (1000 / PER_SECOND) * ATTEMPTS
  const due = Array.from({ length: CALLS * ATTEMPTS }, (_, i) => {
    const call = Math.floor(i / ATTEMPTS)
    return { call, atMs: call * everyMs + (i % ATTEMPTS) * BETWEEN_ATTEMPTS_MS }
  }).sort((a, b) => a.atMs - b.atMs)
  const agent = new Agent({ keepAlive: true })
  after(() => agent.destroy())
  const send = async call => {
    const headers = { 'content-type': 'application/json', 'x-mock-call': `load-${call}` }
    const sending = request(`${url}/openai/v1/chat/completions`, { method: 'POST', agent, headers })
    sending.end(JSON.stringify(say(`Call ${call}`)))
    const [answer] = await once(sending, 'response')
    answer.resume()
    await once(answer, 'end')
  }
  const beganAtMs = performance.now()
  const sent = []
  // from when attempts of all numbers are under way until the last call begins
  const full = due.filter(({ atMs }) => atMs >= 2 * BETWEEN_ATTEMPTS_MS && atMs < CALLS * everyMs)
  const sentAtMs = new Map()
  for (const one of due) {
    const leftMs = one.atMs - (performance.now() - beganAtMs)
    if (leftMs > 1) await setTimeout(leftMs)
    sentAtMs.set(one, performance.now())
    sent.push(send(one.call))
  }
  await Promise.all(sent)
  return (1000 * (full.length - 1)) / (sentAtMs.get(full.at(-1)) - sentAtMs.get(full[0]))
}

/** Counts, in the page, what is drawn in each frame. It runs before any script of the page. */
const watchFrames = () => {
  const seen = { gapsMs: [], tasksMs: [], drawings: 0, mostInFrame: 0 }
  window.seen = seen
  window.watch = () => {
    let drawn = 0
    let lastMs = null
    const tick = atMs => {
      if (lastMs !== null) seen.gapsMs.push(atMs - lastMs)
      lastMs = atMs
      seen.mostInFrame = Math.max(seen.mostInFrame, drawn)
      drawn = 0
      // asked for before the page asks for its own, so that it is called before the page draws
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
    // it is told once of whatever one task changes
    new MutationObserver(() => {
      drawn += 1
      seen.drawings += 1
    }).observe(document.getElementById('page'), {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    })
    new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) seen.tasksMs.push(duration)
    }).observe({ entryTypes: ['longtask'] })
  }
}

/** What the thread of the page spent, in milliseconds: CPU time in all, and the time that its parts took. */
const spentOf = async developer => {
  const { metrics } = await developer.send('Performance.getMetrics')
  return Object.fromEntries(metrics.map(({ name, value }) => [name, 1000 * value]))
}

const quantile = (numbers, share) => numbers.toSorted((a, b) => a - b)[Math.floor(share * (numbers.length - 1))] ?? 0

/** Where the CPU time of the page's scripts went, by function; for `PROFILE=1`, and a page that is not minified. */
const whereItWent = ({ nodes, samples, timeDeltas }) => {
  const places = new Map(
    nodes.map(({ id, callFrame }) => [id, `${callFrame.functionName || '(unnamed)'}:${callFrame.lineNumber + 1}`]),
  )
  const selfMs = new Map()
  samples.forEach((id, i) => {
    const place = places.get(id)
    selfMs.set(place, (selfMs.get(place) ?? 0) + timeDeltas[i] / 1000)
  })
  const most = [...selfMs].sort((a, b) => b[1] - a[1]).slice(0, 25)
  return most.map(([place, ms]) => `${ms.toFixed(0)} ms ${place}`).join(', ')
}

for (const [name, all] of [
  ['Timeline', `${CALLS} calls`],
  ['Log', `${CALLS * ATTEMPTS} shown`],
])
  test(`the ${name} shows all of ${PER_SECOND} entries a second, drawn once a frame, with no more elements than are in sight`, async t => {
    const mock = await serve()
    await control(mock, 'PUT', '/scenarios/load', scenario)
    await control(mock, 'PUT', '/sessions/default/scenario', { scenario: 'load' })
    const context = await browser.newContext()
    after(() => context.close())
    await context.addInitScript(watchFrames)
    const { page, reported } = await openConsole(context, mock)
    await isLive(page)
    await view(page, name)
    await page.locator(`nav a[aria-current]`, { hasText: name }).waitFor()
    const developer = await context.newCDPSession(page)
    await developer.send('Performance.enable')
    await page.evaluate(() => window.watch())
    const before = await spentOf(developer)
    if (process.env.PROFILE) {
      await developer.send('Profiler.enable')
      await developer.send('Profiler.start')
    }
    let [elements, isOver] = [0, false]
    const watching = (async () => {
      while (!isOver) {
        elements = Math.max(elements, (await page.evaluate(() => document.getElementsByTagName('*').length)) ?? 0)
        await setTimeout(250)
      }
    })()
    const perSecond = await load(mock)
    await page.getByText(all).waitFor()
    isOver = true
    await watching
    if (process.env.PROFILE) t.diagnostic(whereItWent((await developer.send('Profiler.stop')).profile))
    const now = await spentOf(developer)
    const { gapsMs, tasksMs, drawings, mostInFrame } = await page.evaluate(() => window.seen)
    const each = part => `${((now[part] - before[part]) / (CALLS * ATTEMPTS)).toFixed(2)} ms`
    const gap = share => `${quantile(gapsMs, share).toFixed(1)} ms`
    t.diagnostic(
      `${perSecond.toFixed(0)} entries/s, ${drawings} drawings in ${gapsMs.length} frames, ${elements} elements at most; ` +
        `from frame to frame p50 ${gap(0.5)}, p99 ${gap(0.99)}, longest ${gap(1)}; tasks over 50 ms: ${tasksMs.length}; ` +
        `an entry: ${each('ThreadTime')} of CPU time of the page's thread; scripts ${each('ScriptDuration')}, styles ${each('RecalcStyleDuration')}, layout ${each('LayoutDuration')}`,
    )
    assert.equal(mostInFrame, 1)
    assert.ok(elements < 400, `${elements} elements`)
    assert.deepEqual(reported, [])
    if (name === 'Timeline') {
      // what is drawn of a call is all of it
      const lanes = page.locator('.call')
      assert.ok((await lanes.count()) > 5)
      for (const lane of await lanes.all()) assert.equal(await lane.locator('.bar').count(), ATTEMPTS)
    }
    await page.close()
  })
