import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../../../examples/free-port.mjs'
import { mockForTests } from '../node/mock.mjs'

const folder = await mkdtemp(join(tmpdir(), 'prometheus-'))
after(() => rm(folder, { recursive: true }))

const read = name => readFile(new URL(`../../../${name}`, import.meta.url), 'utf8')

/** A Prometheus that looks at the mock every second. */
const startPrometheus = async ({ url }) => {
  const config = join(folder, `${new URL(url).port}.yml`)
  const target = new URL(url).host
  // as docs/metrics.md has it
  const scraping = `{ job_name: groq-mock, metrics_path: /__mock/metrics, static_configs: [{ targets: ['${target}'] }] }`
  await writeFile(config, `global: { scrape_interval: 1s, scrape_timeout: 1s }\nscrape_configs: [${scraping}]\n`)
  const address = `127.0.0.1:${await freePort()}`
  const child = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, `data-${new URL(url).port}`)}`,
      `--web.listen-address=${address}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr.on('data', text => {
    said += text
  })
  const exited = once(child, 'exit')
  after(async () => {
    child.kill()
    await exited
  })
  return async query => {
    const answer = await fetch(`http://${address}/api/v1/query?${new URLSearchParams({ query })}`).catch(() => null)
    assert.equal(child.exitCode, null, said)
    // it is starting
    if (answer === null || answer.status === 503) return []
    const { status, error, data } = await answer.json()
    assert.equal(status, 'success', `${query}: ${error}`)
    return data.result
  }
}

const ask = async ({ url }, path) => {
  const answer = await fetch(`${url}${path}/openai/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'openai/gpt-oss-20b', messages: [{ role: 'user', content: 'Hello' }] }),
  })
  await answer.text()
}

/** As Grafana asks it: for all that is chosen, over four times the interval of the scraper and a bit. */
const asAsked = query =>
  query
    .replaceAll(/\$(job|instance)\b/g, '.*')
    .replaceAll('$__rate_interval', '5s')
    .replaceAll(/\[\d+m\]/g, '[5s]')

const isData = result => result.length > 0 && result.every(({ value: [, text] }) => Number.isFinite(Number(text)))

const mock = await mockForTests({})

test('promtool finds nothing wrong with the metrics', async () => {
  await ask(mock, '')
  const input = await (await fetch(`${mock.url}/__mock/metrics`)).text()
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })
  assert.equal(`${stdout}${stderr}`, '')
  assert.equal(status, 0)
})

test('every query of the dashboard, and each in the docs, gives numbers in a Prometheus', async t => {
  const { panels, templating } = JSON.parse(await read('examples/grafana/dashboard.json'))
  const ofDocs = [...(await read('docs/metrics.md')).matchAll(/```promql\n([\s\S]*?)```/g)]
  const waiting = new Map([
    ...panels.flatMap(({ title, targets }) => targets.map(({ expr, refId }) => [`${title} ${refId}`, expr])),
    ...ofDocs.flatMap(([, all]) => all.trim().split('\n')).map(query => [`docs/metrics.md: ${query}`, query]),
  ])
  for (const { name, query } of templating.list.filter(({ type }) => type === 'query')) {
    const [, metric, label] = /^label_values\((\w+), (\w+)\)$/.exec(query.query)
    waiting.set(`variable ${name}`, `count by (${label}) (${metric}{${label}!=""})`)
  }
  assert.ok(waiting.size > 25)
  const query = await startPrometheus(mock)
  const giveUpAtMs = performance.now() + 120_000
  while (waiting.size > 0) {
    for (const path of ['', '/scenario/status-503', '/scenario/nothing']) await ask(mock, path)
    for (const [name, wanted] of waiting) if (isData(await query(asAsked(wanted)))) waiting.delete(name)
    assert.ok(performance.now() < giveUpAtMs, `no data for ${[...waiting.keys()].join('; ')}`)
    await setTimeout(200)
  }
  t.diagnostic('all of them gave numbers')
})

test('a mock without failures has a share of failures, which is none', async () => {
  const { panels } = JSON.parse(await read('examples/grafana/dashboard.json'))
  const [{ expr }] = panels.find(({ title }) => title === 'Share of failures').targets
  const good = await mockForTests({})
  const query = await startPrometheus(good)
  const giveUpAtMs = performance.now() + 60_000
  for (;;) {
    await ask(good, '')
    const result = await query(asAsked(expr))
    if (isData(result)) return assert.equal(Number(result[0].value[1]), 0)
    assert.ok(performance.now() < giveUpAtMs, JSON.stringify(result))
    await setTimeout(200)
  }
})
