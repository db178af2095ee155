// `simulate` counted draws by near misses, and a decision tells twenty of them: behind twenty rules each draw that fell
// short was lost, and a share of 2% came out as 100%. Outcomes were told by their words, so equal ones were one.
import t from 'tap'
import type { Rate } from '#src/cli/simulated-luck'
import { USUAL_REQUEST } from '#src/cli/simulated-request'
import { simulated } from '#src/cli/simulation'
import { simulationReport } from '#src/cli/simulation-report'
import { scenarioOf } from '../helpers/deciding.ts'

const REQUESTS = 4000

const simulation = (rules: readonly object[], request = USUAL_REQUEST) =>
  simulated({ scenario: scenarioOf({ rules }), seed: 1, requests: REQUESTS, clients: 1, request })

const rare = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `r${i + 1}`, share: '2%', error: 503 }))

/** Whether the configured share lies in the interval around the actual one, with room for the odd one of forty: 4 deviations. */
const isNear = ({ configured, asked, fell }: Rate): boolean =>
  Math.abs(fell / asked - configured) <= 4 * Math.sqrt((configured * (1 - configured)) / asked)

const told = ({ rule, what, configured, asked, fell }: Rate): string =>
  `${rule}: ${what}: ${fell} of ${asked}, configured ${configured}`

t.test('of forty rules with a share of 2% each speaks for about 2% of those it is asked for', async t => {
  const { rates, rules } = simulation(rare(40))
  t.equal(rates.length, 40)
  let left = REQUESTS
  for (const [i, rate] of rates.entries()) {
    t.ok(isNear(rate), told(rate))
    t.equal(rate.asked, left, 'it is asked for what the rules before it left')
    t.equal(rate.fell, rules[i]?.spoken)
    left -= rate.fell
  }
})

t.test('a oneOf is counted as well behind 24 rules as in front', async t => {
  const oneOf = [
    { share: '30%', error: 500 },
    { share: '10%', error: 429 },
  ]
  const { rates } = simulation([...rare(24), { name: 'draw', oneOf }])
  const drawn = rates.filter(({ rule }) => rule === 'draw')
  const left = REQUESTS - rates.slice(0, 24).reduce((sum, { fell }) => sum + fell, 0)
  t.match(drawn, [
    { what: /^500/, configured: 0.3, asked: left },
    { what: /^429/, configured: 0.1, asked: left },
  ])
  for (const rate of drawn) t.ok(isNear(rate), told(rate))
})

t.test('options with equal outcomes are each counted, and told apart by their place', async t => {
  const order = simulation([
    {
      name: 'draw',
      oneOf: [
        { share: '30%', error: 503 },
        { share: '10%', error: 503, delay: '1ms' },
        { share: '20%', sequence: [{ error: 503 }] },
      ],
    },
  ])
  t.match(order.rates, [
    { configured: 0.3, asked: REQUESTS },
    { configured: 0.1, asked: REQUESTS },
  ])
  for (const rate of order.rates) t.ok(isNear(rate), told(rate))
  const report = simulationReport(order)
  t.match(report, /draw: 503 Service Unavailable \(unavailable\), option 1 +30\.0%/)
  t.match(report, /draw: 503 Service Unavailable \(unavailable\), option 2 +10\.0%/)
})

t.test('a share is counted where times are used up', async t => {
  const { rates, rules } = simulation([{ name: 'once', share: '50%', times: 1, error: 503 }])
  t.equal(rules[0]?.spoken, 1)
  t.match(rates, [{ what: 'share', asked: REQUESTS }])
  for (const rate of rates) t.ok(isNear(rate), told(rate))
})

t.test('a share is counted where its success can not be given to a request that is refused', async t => {
  const { rates, rules } = simulation([{ name: 'fine', share: '50%', complete: {} }], {
    ...USUAL_REQUEST,
    body: {},
  })
  t.equal(rules[0]?.spoken, 0)
  t.match(rates, [{ what: 'share', asked: REQUESTS }])
  for (const rate of rates) t.ok(isNear(rate), told(rate))
})
