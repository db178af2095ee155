import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import t, { type Test } from 'tap'
import type { FindingId } from '#src/contract'
import { chosenScenarios } from '#src/drill/chosen-scenarios'
import type { Drilled } from '#src/drill/drilled'
import { judgedFindings } from '#src/drill/drilled'
import { fetchingNode } from '../helpers/fetching-node.ts'
import { beside, drilled, shipped } from './drilled.ts'

const CORE = chosenScenarios('core', [])
const MORE = [...CORE, 'tpm-squeeze', 'daily-limit', 'payload-too-large']
const STREAMS = [...CORE, 'stream-cut', 'stream-error', 'slow-first-token']

/** The clients of `good/clients.mjs`, and where they are sent. */
const ours: Readonly<Record<string, readonly string[]>> = {
  'groq-sdk': MORE,
  openai: MORE,
  'groq-sdk-streams': STREAMS,
  'openai-streams': STREAMS,
  'openai-20-equal-at-once': CORE,
  'groq-sdk-equal-prompts-of-a-suite': CORE,
  'full-jitter': CORE,
  'retry-after-to-the-exact-bucket': MORE,
  hedging: CORE,
  'silent-re-send': CORE,
  'key-rotation': CORE,
  'model-fallback': MORE,
}
const further = { 'ai-sdk': MORE, langchain: MORE }
const python = { groq: ['groq'], openai: ['openai'], tenacity: ['tenacity', 'groq'], urllib3: ['urllib3'] }

/** What is no false alarm. */
const deserved: Readonly<Record<string, readonly FindingId[]>> = {
  // it tries six times or more, and the scenario expects five at most
  'langchain-in-outage': ['retry-storm'],
  // told to come back in a day, they come back within seconds: a wait above a minute they do not read
  'ai-sdk-in-daily-limit': ['retry-after-ignored', 'retry-storm'],
  'python-groq-in-daily-limit': ['retry-after-ignored', 'retry-storm'],
}

/** `npm run verdict:alarms` sends them all; the others show that it can be done. */
const isWhole = process.env.ALARM_RUNS !== undefined
/** How often each is sent over the network. Once takes five minutes: what is luck alone is tried fifty times without one. */
const rounds = Number(process.env.ALARM_NETWORK_RUNS ?? 1)
const few = { 'retry-after-to-the-exact-bucket': ['rate-limited'], hedging: ['connection-reset'] }

const scenariosOf = (clients: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(clients).flatMap(([client, names]) => names.map(name => [`${client}-in-${name}`, shipped(name)])),
  )

const accusationsIn = (one: Drilled): readonly string[] =>
  judgedFindings(one)
    .filter(({ id }) => !deserved[one.scenario]?.includes(id))
    .map(({ id, sentence }) => `${one.scenario}: ${id}: ${sentence}`)

/** Runs clients and says how many journals they left, and who was accused in them. */
const accused = async (t: Test, clients: Readonly<Record<string, readonly string[]>>, command: readonly string[]) => {
  const all = [...(await drilled(t, scenariosOf(clients), 4, command)).values()]
  for (const one of all) t.not(one.verdict.counts.calls, 0, `${one.scenario} came: ${one.client.output.slice(-300)}`)
  return { journals: all.length, alarms: all.flatMap(accusationsIn) }
}

const interpreter = process.env.ALARM_PYTHON ?? 'python3'
const hasModules = (names: readonly string[]): boolean =>
  spawnSync(interpreter, ['-c', names.map(name => `import ${name}`).join('\n')], { stdio: 'ignore' }).status === 0

t.test('over the network nobody is accused who does nothing wrong', async t => {
  const skipped: string[] = []
  const nodeClients: Record<string, readonly string[]> = isWhole ? { ...ours } : few
  const pythonClients: Record<string, readonly string[]> = {}
  if (isWhole) {
    if (existsSync(beside('../clients/node/node_modules'))) Object.assign(nodeClients, further)
    else skipped.push('ai-sdk, langchain: not installed; npm ci --prefix test/clients/node')
    for (const [name, modules] of Object.entries(python))
      if (hasModules(modules)) pythonClients[`python-${name}`] = MORE
      else
        skipped.push(`python-${name}: ${interpreter} can't import ${modules.join(' and ')}; ALARM_PYTHON names another`)
  }
  const seen: Awaited<ReturnType<typeof accused>>[] = []
  for (let round = 1; round <= rounds; round += 1) {
    seen.push(await accused(t, nodeClients, [...fetchingNode, beside('good/client.mjs')]))
    if (Object.keys(pythonClients).length > 0)
      seen.push(await accused(t, pythonClients, [interpreter, '-B', beside('good/client.py')]))
  }

  const alarms = seen.flatMap(one => one.alarms)
  const journals = seen.reduce((sum, one) => sum + one.journals, 0)
  const clients = Object.keys({ ...nodeClients, ...pythonClients }).length
  t.same(alarms, [])
  for (const reason of skipped) t.comment(`skipped: ${reason}`)
  t.comment(`${journals} journals of ${clients} good clients over the network, false alarms: ${alarms.length}`)
})
