import type { FindingKind } from '../finding-kind.ts'
import { stiffWaits } from '../stiff-waits.ts'

/** Many calls wait for the same time where nobody told them to. */
export const noJitter: FindingKind = {
  id: 'no-jitter',
  basis:
    'AWS Architecture Blog, "Exponential Backoff And Jitter" (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/)',
  change:
    'Make each wait partly random, so that clients which failed together do not come back together: full jitter is random between 0 and the wait. The SDKs take off up to a quarter (maxRetries, max_retries); tenacity has wait_random_exponential, urllib3 has backoff_jitter.',
  watch: () => {
    const waits = stiffWaits(({ number, isRuled, told }) =>
      isRuled ? null : { key: `${number} ${told?.ms ?? ''}`, what: `before attempt ${number + 1}` },
    )
    return { call: waits.call, close: () => waits.close('WARN') }
  },
}
