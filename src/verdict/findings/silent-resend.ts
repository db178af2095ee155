import { perCall } from '../finding-kind.ts'
import { isSilentResend } from '../waits.ts'
import { time } from '../words.ts'

/** The HTTP stack below the client sent again by itself. */
export const silentResend = perCall(
  {
    id: 'silent-resend',
    basis:
      'RFC 9110, section 9.2.2, and what stacks do: Java’s HttpURLConnection, Go’s net/http with an idempotency key',
    change:
      'Nothing, if you know of it: such attempts come on top of those that you count. Java: sun.net.http.retryPost=false.',
  },
  call => {
    const again = call.attempts.find((after, i) => {
      const before = call.attempts[i - 1]
      return before !== undefined && isSilentResend(before, after)
    })
    if (!again) return null
    return {
      severity: 'INFO',
      certainty: again.certainty,
      sentence: `The connection of attempt ${again.attempt - 1} of ${call.id} broke before a byte of the answer, and ${time(again.waitMs ?? 0)} later the request came again: most likely the HTTP stack sent it by itself.`,
      evidence: [again],
      call: call.id,
    }
  },
)
