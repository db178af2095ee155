import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { metricsTable } from '#src/cli/metrics-table'
import { families } from '#src/control/metrics/families'
import { readMetrics, type ShownFamily } from '../helpers/metrics.ts'
import { chatBody, startMock, type TestMock } from '../helpers/mock.ts'
import { until } from '../helpers/until.ts'

const OPEN = 'application/openmetrics-text'
const scrape = async ({ url }: TestMock, accept = 'text/plain') => {
  const answer = await fetch(`${url}/__mock/metrics`, { headers: { accept } })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}
const shown = async (mock: TestMock): Promise<ReadonlyMap<string, ShownFamily>> =>
  readMetrics((await scrape(mock)).text)

const sum = (all: ReadonlyMap<string, ShownFamily>, name: string, labels: Readonly<Record<string, string>> = {}) =>
  (all.get(name)?.lines ?? [])
    .filter(line => Object.entries(labels).every(([label, value]) => line.labels[label] === value))
    .reduce((total, { value }) => total + value, 0)

const EXCHANGES = 'groq_mock_exchanges_total'
const control = (mock: TestMock, method: string, path: string) => fetch(`${mock.url}/__mock${path}`, { method })

t.test('exchanges are counted by endpoint, status, outcome and scenario, and never less', async t => {
  const mock = await startMock(t, { rules: [{ name: 'first two', times: 2, error: 429 }] })
  for (let asked = 0; asked < 3; asked += 1) await (await mock.chat()).text()
  await (await mock.chat({ base: '/scenario/status-503/session/other' })).text()
  await mock.entries(3)
  await mock.entries(1, 'other')
  const rows = [
    [{ status: '429', outcome: 'error', scenario: 'inline', endpoint: 'chat.completions' }, 2],
    [{ status: '200', outcome: 'complete', scenario: 'inline' }, 1],
    [{ status: '503', outcome: 'error', scenario: 'status-503' }, 1],
    [{}, 4],
  ] as const
  const check = async (says: string) => {
    const all = await shown(mock)
    for (const [labels, count] of rows) t.equal(sum(all, EXCHANGES, labels), count, says)
    t.equal(sum(all, 'groq_mock_model_exchanges_total', { model: 'openai/gpt-oss-20b' }), 4, says)
    t.equal(sum(all, 'groq_mock_session_exchanges_total', { session: 'other' }), 1, says)
    for (const name of ['groq_mock_time_to_first_byte_seconds', 'groq_mock_exchange_duration_seconds'])
      t.equal(all.get(name)?.lines.find(line => line.name === `${name}_count`)?.value, 4, says)
    return all
  }
  await check('at first')
  await check('again')
  await control(mock, 'DELETE', '/sessions/default/journal')
  await check('after its journal was cleared')
  await control(mock, 'POST', '/sessions/default/reset')
  await check('after a reset')
  await control(mock, 'DELETE', '/sessions/other')
  const all = await check('after a session is gone')
  t.equal(sum(all, 'groq_mock_sessions_gone_total', { why: 'deleted' }), 1)
  t.equal(sum(all, 'groq_mock_sessions'), 1)
})

t.test('what the journal has no room for stays counted', async t => {
  const mock = await startMock(t, 'steady-state', { journalBytes: 6000, keepBodies: true })
  for (let asked = 0; asked < 20; asked += 1) await (await mock.chat()).text()
  const all = await until(
    () => shown(mock),
    seen => sum(seen, EXCHANGES) >= 20,
  )
  t.equal(sum(all, EXCHANGES), 20)
  t.ok(sum(all, 'groq_mock_journal_evicted_entries_total') >= 10)
  t.ok(sum(all, 'groq_mock_journal_evicted_bodies_total') >= 10)
  t.ok(sum(all, 'groq_mock_journal_bytes') <= 6000)
  t.equal(sum(all, 'groq_mock_journal_limit_bytes'), 6000)
})

t.test('a stream is open as long as it is sent, also where its client leaves', async t => {
  const mock = await startMock(t, { rules: [{ name: 'slow', complete: {}, stream: { stall: { after: '1 chunk' } } }] })
  const leave = new AbortController()
  const answer = await mock.chat({ body: chatBody({ stream: true }), signal: leave.signal })
  const reading = answer.text().catch(() => '')
  const open = (count: number) =>
    until(
      () => shown(mock),
      seen => sum(seen, 'groq_mock_open_streams') === count && sum(seen, 'groq_mock_requests_under_way') === count,
    )
  await open(1)
  leave.abort()
  await reading
  await open(0)
  t.match(await mock.lastEntry(), { status: 499 })
})

t.test('edits of scenarios are counted, good, bad and deleted', async t => {
  const folder = t.testdir({ 'mine.yaml': 'about: A test.\n' })
  const file = `${folder}/mine.yaml`
  const mock = await startMock(t, file, { watch: false })
  for (const text of ['about: Another.\n', 'about: A test.\nodd-word: 1\n', 'about: A third.\n']) {
    writeFileSync(file, text)
    await mock.library.reloadFile(file, mock.reader)
  }
  mock.library.removeFile(file)
  const all = await shown(mock)
  for (const [result, count] of [
    ['good', 2],
    ['bad', 1],
    ['deleted', 1],
  ] as const)
    t.equal(sum(all, 'groq_mock_scenario_reloads_total', { result }), count, result)
})

t.test('the text follows the conventions of Prometheus, whatever names came', async t => {
  const mock = await startMock(t)
  for (const model of ['a "quoted" one', 'back\\slash', 'two\nlines', '<b>markup</b>', 'x'.repeat(5000), '\u{1f600}'])
    await (await mock.chat({ body: chatBody({ model }) })).text()
  await mock.entries(6)
  const { text, type } = await scrape(mock)
  t.equal(type, 'text/plain; version=0.0.4; charset=utf-8')
  const all = readMetrics(text)
  t.same(
    [...all.keys()],
    families.map(({ name }) => name),
  )
  const models = all.get('groq_mock_model_exchanges_total')?.lines.map(({ labels }) => labels.model)
  for (const model of ['a "quoted" one', 'back\\slash', 'two\nlines', '<b>markup</b>', '\u{1f600}', '(other)'])
    t.ok(models?.includes(model), model)
  for (const [name, { type, help, lines }] of all) {
    t.match(name, /^(groq_mock|process)_[a-z0-9_]+$/)
    t.match(help, /\.$/, name)
    t.equal(name.endsWith('_total'), type === 'counter', name)
    t.notMatch(name, /(millis|_ms|minutes|kilo|mega|kib|mib)/, 'base units')
    t.ok(lines.length > 0, name)
    for (const { value } of lines) t.ok(value >= 0, name)
    if (type !== 'histogram') continue
    for (const { labels, value: count } of lines.filter(line => line.name === `${name}_count`)) {
      const buckets = lines.filter(line => line.name === `${name}_bucket` && line.labels.endpoint === labels.endpoint)
      const values = buckets.map(({ value }) => value)
      t.same(
        values,
        values.toSorted((a, b) => a - b),
        'each bucket has all below it',
      )
      t.equal(buckets.at(-1)?.labels.le, '+Inf')
      t.equal(values.at(-1), count)
    }
  }
})

t.test('who wants OpenMetrics gets it, also as Prometheus asks for it', async t => {
  const mock = await startMock(t)
  await (await mock.chat()).text()
  await mock.entries(1)
  const asked = `${OPEN};version=1.0.0;q=0.5,${OPEN};version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2`
  for (const accept of [OPEN, asked]) {
    const { type, text } = await scrape(mock, accept)
    t.equal(type, `${OPEN}; version=1.0.0; charset=utf-8`)
    t.match(text, /\n# EOF\n$/)
    const counter = readMetrics(text).get('groq_mock_exchanges')
    t.match(counter, { type: 'counter', lines: [{ name: EXCHANGES, value: 1 }] })
  }
  t.match((await scrape(mock, '*/*')).type, 'text/plain')
})

t.test('promtool finds nothing wrong', async t => {
  const mock = await startMock(t)
  await (await mock.chat()).text()
  await mock.entries(1)
  const { text } = await scrape(mock)
  const { error, status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
  })
  if (error) return t.comment(`not checked by promtool, which is not installed (Debian: prometheus): ${error.message}`)
  t.equal(`${stdout}${stderr}`, '')
  t.equal(status, 0)
})

const text = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')

t.test('docs/metrics.md lists them as the code does; npm run docs prints it anew', async t => {
  const table = /<!-- metrics -->\n([\s\S]*?)\n<!-- \/metrics -->/.exec(text('docs/metrics.md'))?.[1]
  t.equal(table, metricsTable())
})

t.test('each query of the dashboard, and each in the docs, asks for metrics and labels that there are', async t => {
  const parts = new Map(
    families.flatMap(({ name, type, labels = [] }) =>
      type === 'histogram'
        ? ['_bucket', '_sum', '_count'].map(part => [`${name}${part}`, [...labels, 'le']] as const)
        : [[name, labels] as const],
    ),
  )
  const dashboard = JSON.parse(text('examples/grafana/dashboard.json'))
  t.match(dashboard, { title: String, schemaVersion: Number, panels: Array, templating: { list: Array } })
  const panels = dashboard.panels as readonly {
    id: number
    title: string
    type: string
    targets?: { expr: string }[]
    gridPos: object
  }[]
  t.equal(new Set(panels.map(({ id }) => id)).size, panels.length)
  const ofPanels = panels.flatMap(({ title, targets = [], gridPos }) => {
    t.match(gridPos, { x: Number, y: Number, w: Number, h: Number }, title)
    t.ok(targets.length > 0, title)
    return targets.map(({ expr }) => expr)
  })
  const ofDocs = [...text('docs/metrics.md').matchAll(/```promql\n([\s\S]*?)```/g)].flatMap(([, all = '']) =>
    all.trim().split('\n'),
  )
  t.ok(ofPanels.length > 8 && ofDocs.length > 2)
  for (const query of [...ofPanels, ...ofDocs]) {
    const names = query.match(/\b(?:groq_mock|process)_\w+/g) ?? []
    t.ok(names.length > 0, query)
    for (const name of names) t.ok(parts.has(name), `${name} in ${query}`)
    const known = new Set([...names.flatMap(name => parts.get(name) ?? []), 'job', 'instance'])
    const asked = [
      ...[...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, labels = '']) =>
        labels.split(',').map(label => label.trim()),
      ),
      ...[...query.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label = '']) => label),
    ]
    for (const label of asked) t.ok(known.has(label), `${label} in ${query}`)
  }
})
