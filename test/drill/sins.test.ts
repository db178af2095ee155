import t, { type Test } from 'tap'
import { type FindingId, findingIds } from '#src/contract'
import type { Drilled } from '#src/drill/drilled'
import type { Verdict } from '#src/verdict/verdict'
import { fetchingNode } from '../helpers/fetching-node.ts'
import { beside, drilled, shipped } from './drilled.ts'
import { sins } from './sins.ts'

/** Those whose waits no busy machine can blur. All take fifteen seconds: `npm run verdict:sins`. */
const FEW: readonly FindingId[] = [
  'retry-after-ignored',
  'retried-non-retryable',
  'truncated-stream-accepted',
  'retry-storm',
  'gave-up-early',
  'restarted-stream',
]
/** Who waits longest begins first, as a drill is over with the last of them. */
const LONG: readonly FindingId[] = ['slow-to-recover', 'waited-too-long', 'retry-amplification', 'adapted']
const tried = process.env.DRILL_SINS === 'all' ? [...new Set([...LONG, ...findingIds])] : FEW
/** How often a client may try to do what it is to be found for: a busy machine blurs its waits. */
const TRIES = 4

const meetingOf = (name: string) => {
  const [, id, deed] = /^(.+)-(sin|innocent)$/.exec(name) ?? []
  return sins[id as FindingId][deed as 'sin' | 'innocent']
}

/** A shipped scenario as it is, or one of the test's own. */
const yamlOf = (name: string): string => {
  const { scenario } = meetingOf(name)
  return /^[\w-]+$/.test(scenario) ? shipped(scenario) : `about: A test.\n${scenario}\n`
}

/** Runs the clients of these names, each in its scenario. */
const drilledAs = (t: Test, names: readonly string[], jobs: number): Promise<ReadonlyMap<string, Drilled>> =>
  drilled(t, Object.fromEntries(names.map(name => [name, yamlOf(name)])), jobs, [
    ...fetchingNode,
    beside('clients/client.mjs'),
  ])

/** Attempts by the ids of their entries: `call-1.2`. */
const attemptsIn = ({ calls }: Verdict): ReadonlyMap<string, string> =>
  new Map(calls.flatMap(({ id, attempts }) => attempts.map(({ entry, attempt }) => [entry, `${id}.${attempt}`])))

/** Found, and without a doubt: there is one where the machine made the mock late. */
const isFound = (one: Drilled | undefined, id: FindingId): boolean =>
  one?.verdict.findings.some(finding => finding.id === id && finding.doubt === null) ?? false

const idsIn = (one: Drilled | undefined): readonly FindingId[] => one?.verdict.findings.map(({ id }) => id) ?? []

t.test('each sin is found over the network, with what shows it, and nobody near it is accused', async t => {
  t.same(Object.keys(sins).sort(), [...findingIds].sort(), 'every finding has two clients')
  const innocents = await drilledAs(
    t,
    tried.flatMap(id => [`${id}-sin`, `${id}-innocent`]),
    8,
  )
  const guilty = new Map(innocents)
  for (let n = 2; n <= TRIES; n += 1) {
    const missed = tried.filter(id => !isFound(guilty.get(`${id}-sin`), id))
    if (missed.length === 0) break
    t.comment(`try ${n}: ${missed.join(', ')}`)
    for (const [name, one] of await drilledAs(
      t,
      missed.map(id => `${id}-sin`),
      1,
    ))
      guilty.set(name, one)
  }

  for (const id of tried)
    await t.test(id, async t => {
      const { sin, innocent } = sins[id]
      const one = guilty.get(`${id}-sin`)
      t.same([...idsIn(one)].sort(), [id, ...(sin.besides ?? [])].sort(), 'this is found')
      t.match(one, { client: { exitCode: sin.exit ?? 0 }, verdict: { result: sin.result } })
      const found = one?.verdict.findings.find(finding => finding.id === id)
      const { severity, certainty, sentence } = sin
      t.match(found, { severity, certainty, sentence, doubt: null, allowed: false })
      const attempts = one && attemptsIn(one.verdict)
      t.match(found?.evidence.map(({ entry }) => attempts?.get(entry)).join(' '), sin.evidence)

      const other = innocents.get(`${id}-innocent`)
      t.same(idsIn(other), innocent.besides ?? [], 'nothing of the other')
      t.match(other, { client: { exitCode: innocent.exit ?? 0 }, verdict: { result: innocent.result, reasons: [] } })
    })
})
