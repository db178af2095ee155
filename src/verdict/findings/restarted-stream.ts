import { hasFailed } from '../attempt.ts'
import { perCall } from '../finding-kind.ts'
import { many } from '../words.ts'

/** Sent again after a part of the answer had been delivered. */
export const restartedStream = perCall(
  {
    id: 'restarted-stream',
    basis:
      'docs/facts/groq-wire.md §6.1: the SDKs do not send again once a stream has begun; what was read may be in use',
    change:
      'Before you ask again, throw away what the broken stream delivered, text and tool calls alike; or show the part as incomplete and let the user ask.',
  },
  call => {
    const at = call.attempts.findIndex(
      (attempt, i) => attempt.stream && attempt.chunks > 0 && hasFailed(attempt) && i < call.attempts.length - 1,
    )
    const [before, after] = [call.attempts[at], call.attempts[at + 1]]
    if (!before || !after || after.waitMs === null || after.waitMs < 0) return null
    return {
      severity: 'WARN',
      certainty: after.certainty,
      sentence: `The stream of attempt ${before.attempt} of ${call.id} broke after ${many(before.chunks, 'event')}, and the client asked anew: its user may see, or its tools may do, twice what came before.`,
      evidence: [before, after],
      call: call.id,
    }
  },
)
