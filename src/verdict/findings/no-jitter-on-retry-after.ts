import type { FindingKind } from '../finding-kind.ts'
import { stiffWaits } from '../stiff-waits.ts'

/** Many calls come back at the very second that they were told. To obey is right, so this is no judgement. */
export const noJitterOnRetryAfter: FindingKind = {
  id: 'no-jitter-on-retry-after',
  basis:
    'AWS Architecture Blog, "Exponential Backoff And Jitter" (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/); RFC 9110, section 10.2.3: retry-after is the least to wait',
  change:
    'Add a small random part to the wait that retry-after tells, so that those who were refused together do not all come back in the same moment. The SDKs have no option for it.',
  watch: () => {
    const waits = stiffWaits(({ number, isRuled, told }) =>
      isRuled && told !== null
        ? { key: `${number} ${Math.round(told.ms)}`, what: `as it was told (${told.says})` }
        : null,
    )
    return { call: waits.call, close: () => waits.close('INFO') }
  },
}
