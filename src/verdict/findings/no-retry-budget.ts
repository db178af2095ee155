import type { FindingKind } from '../finding-kind.ts'

/** Fewer say nothing about a budget, which is a share of many. */
const LEAST_CALLS = 50
/** A quarter of all requests fails: an outage, not a bad day. */
const OUTAGE_SHARE = 0.25
/** The SRE book lets a client add a tenth; twice that leaves room for how an outage begins and ends. */
const MOST_EXTRA = 0.2

/** Over an outage, retries add more load than a budget would let them. */
export const noRetryBudget: FindingKind = {
  id: 'no-retry-budget',
  basis:
    'Site Reliability Engineering, chapter 21 "Handling Overload": a per-client retry budget of 10 % (https://sre.google/sre-book/handling-overload/)',
  change:
    'Count retries over all calls, and stop retrying while they are more than about a tenth of them (a token bucket, or a circuit breaker around the client). The SDKs have no option for it: lower maxRetries or max_retries, or wrap them.',
  watch: () => ({
    close: ({ load }) => {
      const { calls, again, failed } = load.whileFailing(OUTAGE_SHARE)
      if (calls < LEAST_CALLS || again <= calls * MOST_EXTRA) return []
      return [
        {
          severity: 'WARN',
          certainty: 'inferred',
          sentence: `While ${Math.round((failed / (calls + again)) * 100)} % of all requests failed, ${calls} calls became ${calls + again} requests: retries added ${Math.round((again / calls) * 100)} % to the load.`,
          evidence: [],
          call: null,
        },
      ]
    },
  }),
}
