import t from 'tap'
import { fetchingNode } from '../helpers/fetching-node.ts'
import { beside, drilled, shipped } from './drilled.ts'

const scenarios = [
  'early-retries-punished',
  'failover',
  'latency-under-load',
  'stream-restarted',
  'token-limits',
  'tool-loop-third-turn',
]

t.test('who does what a scenario expects passes, and who does not fails', async t => {
  const names = scenarios.flatMap(name => [`${name}-good`, `${name}-bad`])
  const yamls = Object.fromEntries(names.map(name => [name, shipped(name.replace(/-(?:good|bad)$/, ''))]))
  const seen = await drilled(t, yamls, 6, [...fetchingNode, beside('expected/client.mjs')])
  for (const name of names) {
    const one = seen.get(name)
    const findings = one?.verdict.findings.map(({ sentence }) => sentence).join(' ')
    t.equal(one?.verdict.result, name.endsWith('-good') ? 'PASS' : 'FAIL', `${name}: ${findings}`)
  }
})
