import type { FindingId } from '#src/contract'
import type { Certainty, Severity, Verdict } from '#src/verdict/verdict'

/** What comes of a client that meets a scenario. */
interface Meeting {
  /** The name of a shipped scenario, or the rules (and what follows them) of one of its own, in YAML. */
  readonly scenario: string
  readonly result: Verdict['result']
  /** With what it exits; 0 where nothing is said. */
  readonly exit?: number
  /** What else is found, and rightly so. */
  readonly besides?: readonly FindingId[]
}

interface Sin extends Meeting {
  readonly severity: Severity
  readonly certainty: Certainty
  /** What was told, and what the client did. */
  readonly sentence: RegExp
  /** The attempts that show it, as `call.attempt`, with blanks between them. */
  readonly evidence: RegExp
}

/** The clients of `clients/`, by what one of them does wrong, and the other not quite. */
export const sins: Readonly<Record<FindingId, { readonly sin: Sin; readonly innocent: Meeting }>> = {
  'retry-after-ignored': {
    sin: {
      scenario: 'rate-limited',
      result: 'FAIL',
      severity: 'FAIL',
      certainty: 'certain',
      sentence:
        /attempt 1 of call-1 \(429\) told it to wait 1 s \(.*\)\. Attempt 2 came \d+(\.\d+)? ms too early, after [2-9]\d\d ms/,
      evidence: /^call-1\.1 call-1\.2$/,
    },
    innocent: { scenario: 'rate-limited', result: 'PASS' },
  },
  'retried-non-retryable': {
    sin: {
      scenario: 'retired-model',
      result: 'FAIL',
      exit: 1,
      severity: 'FAIL',
      certainty: 'certain',
      sentence: /Attempt 1 of call-1 got 400, .* sent it again unchanged, once \(attempt 2\)/,
      evidence: /^call-1\.1 call-1\.2$/,
    },
    innocent: { scenario: 'bad-tool-call', result: 'PASS' },
  },
  'stream-error-ignored': {
    sin: {
      scenario: 'stream-error',
      result: 'FAIL',
      severity: 'FAIL',
      certainty: 'certain',
      sentence: /says that call-1 went well, but its stream ended in an error event after 6 events/,
      evidence: /^call-1\.1$/,
    },
    innocent: { scenario: 'stream-error', result: 'PASS', exit: 1 },
  },
  'malformed-chunk-ignored': {
    sin: {
      scenario: 'rules: [{ match: { stream: true }, stream: { malformed: { after: 4 chunks } } }]',
      result: 'FAIL',
      severity: 'FAIL',
      certainty: 'certain',
      sentence: /says that call-1 went well, but its stream had an event that was cut in half/,
      evidence: /^call-1\.1$/,
    },
    innocent: {
      scenario: 'rules: [{ match: { stream: true }, stream: { malformed: { after: 4 chunks } } }]',
      result: 'PASS',
      exit: 1,
    },
  },
  'truncated-stream-accepted': {
    sin: {
      scenario: 'stream-cut',
      result: 'FAIL',
      severity: 'FAIL',
      certainty: 'certain',
      sentence: /says that call-1 went well, but its stream stopped after 5 events without \[DONE\]/,
      evidence: /^call-1\.1$/,
    },
    innocent: { scenario: 'stream-cut', result: 'PASS', exit: 1 },
  },
  'retry-storm': {
    sin: {
      scenario: 'outage',
      result: 'FAIL',
      exit: 1,
      severity: 'FAIL',
      certainty: 'certain',
      sentence: /made 6 attempts of call-1; the scenario expects 5 at most/,
      evidence: /^call-1\.1 call-1\.6$/,
    },
    innocent: { scenario: 'outage', result: 'PASS', exit: 1 },
  },
  'no-read-timeout': {
    sin: {
      scenario: 'rules: [{ fault: hang }]\nexpect: { deadline: 500ms }',
      result: 'FAIL',
      exit: 1,
      severity: 'FAIL',
      certainty: 'certain',
      sentence: /Attempt 1 of call-1 sat in silence for [1-3](\.\d+)? s \(hang\); .* give up after 500 ms/,
      evidence: /^call-1\.1$/,
    },
    innocent: { scenario: 'rules: [{ fault: hang }]\nexpect: { deadline: 500ms }', result: 'PASS', exit: 1 },
  },
  'gave-up-early': {
    sin: {
      scenario: 'rules: [{ match: { model: "*-20b" }, error: { status: 429, retryAfter: 2s } }]',
      result: 'PASS',
      severity: 'WARN',
      certainty: 'inferred',
      sentence: /call-1 got 429, .* told to come back in 2 s; the client made no other attempt/,
      evidence: /^call-1\.1$/,
    },
    innocent: {
      scenario: 'rules: [{ match: { model: "*-20b" }, error: { status: 429, retryAfter: 2s } }]',
      result: 'PASS',
    },
  },
  'retried-at-once': {
    sin: {
      scenario: 'rules: [{ match: { attempt: 1..4 }, error: 503 }]',
      result: 'PASS',
      severity: 'WARN',
      certainty: 'certain',
      sentence: /sent call-\d again 4 times without waiting: the longest wait was [123]?\d(\.\d)? ms/,
      evidence: /^(call-\d)\.1 \1\.2 \1\.3 \1\.4 \1\.5( |$)/,
    },
    innocent: { scenario: 'rules: [{ match: { attempt: 1..4 }, error: 503 }]', result: 'PASS' },
  },
  'constant-backoff': {
    sin: {
      scenario: 'rules: [{ match: { attempt: 1..3 }, error: 503 }]',
      result: 'PASS',
      severity: 'WARN',
      certainty: 'certain',
      sentence: /waited the same time before each retry of call-\d: [4-6]\d\d ms, [4-6]\d\d ms and [4-6]\d\d ms/,
      evidence: /^(call-\d)\.1 \1\.2 \1\.3 \1\.4( |$)/,
    },
    innocent: { scenario: 'rules: [{ match: { attempt: 1..3 }, error: 503 }]', result: 'PASS' },
  },
  'no-jitter': {
    sin: {
      scenario: 'over-capacity',
      result: 'PASS',
      severity: 'WARN',
      certainty: 'certain',
      sentence: /16 times the client waited before attempt [23] for the same time: [2-7]\d\d ms, within/,
      evidence: /^((call-\d+\.2 ?){10}|(call-\d+\.3 ?){10}){1,2}$/,
    },
    innocent: { scenario: 'over-capacity', result: 'PASS' },
  },
  'thundering-herd': {
    sin: {
      scenario: 'rules: [{ match: { attempt: 1 }, error: 503 }]',
      result: 'PASS',
      severity: 'WARN',
      certainty: 'inferred',
      sentence:
        /2\d calls failed together and came back together: half of them within \d+(\.\d+)? ms, after [12](\.\d+)? s/,
      evidence: /^(call-\d+\.2 ?){10}$/,
    },
    innocent: { scenario: 'rules: [{ match: { attempt: 1 }, error: 503 }]', result: 'PASS' },
  },
  'retry-amplification': {
    sin: {
      scenario: 'rules: [{ error: 503 }]\nexpect: { finally: failure }',
      result: 'PASS',
      exit: 1,
      severity: 'WARN',
      certainty: 'inferred',
      sentence: /outer one asked 3 times, .* up to 3 times for each: 3 × 3, in all 9 attempts/,
      evidence: /^(call-1\.[1-9] ?){9}$/,
    },
    innocent: { scenario: 'rules: [{ match: { attempt: 1..5 }, error: 503 }]', result: 'PASS' },
  },
  'no-retry-budget': {
    sin: {
      scenario: 'rules: [{ error: 503 }]\nexpect: { finally: failure }',
      result: 'PASS',
      exit: 1,
      severity: 'WARN',
      certainty: 'inferred',
      sentence: /100 % of all requests failed, 60 calls became 120 requests: retries added 100 % to the load/,
      evidence: /^$/,
    },
    innocent: { scenario: 'rules: [{ error: 503 }]\nexpect: { finally: failure }', result: 'PASS', exit: 1 },
  },
  'waited-too-long': {
    sin: {
      scenario: 'rate-limited',
      result: 'PASS',
      severity: 'WARN',
      certainty: 'certain',
      sentence: /attempt 1 of call-1 told it to wait 1 s; attempt 2 came after [78](\.\d+)? s/,
      evidence: /^call-1\.1 call-1\.2$/,
    },
    innocent: { scenario: 'rate-limited', result: 'PASS' },
  },
  'slow-to-recover': {
    sin: {
      scenario: 'rules: [{ name: down, during: 0s..1s, error: 503 }]',
      result: 'PASS',
      severity: 'WARN',
      certainty: 'certain',
      sentence: /\(rule "down"\) was over, but call-1 came back only 1[12](\.\d+)? s later/,
      evidence: /^call-1\.2 call-1\.3$/,
    },
    innocent: { scenario: 'rules: [{ name: down, during: 0s..1s, error: 503 }]', result: 'PASS' },
  },
  'ignores-remaining': {
    sin: {
      scenario: 'api: { limits: [{ rpd: 432K, burst: { rpd: 3 } }] }',
      result: 'PASS',
      severity: 'WARN',
      certainty: 'inferred',
      sentence: /nothing was left.* began 1\d calls after that which were refused with 429/,
      evidence: /^(call-\d+\.1 ?){10}$/,
    },
    innocent: { scenario: 'api: { limits: [{ rpd: 432K, burst: { rpd: 3 } }] }', result: 'PASS' },
  },
  'restarted-stream': {
    sin: {
      scenario: 'rules: [{ match: { attempt: 1 }, fault: { cut: { after: 5 chunks } } }]',
      result: 'PASS',
      severity: 'WARN',
      certainty: 'certain',
      sentence: /attempt 1 of call-1 broke after 5 events, and the client asked anew/,
      evidence: /^call-1\.1 call-1\.2$/,
    },
    innocent: { scenario: 'rules: [{ match: { attempt: 1 }, error: 503 }]', result: 'PASS' },
  },
  'idempotency-key-changed': {
    sin: {
      scenario: 'rules: [{ times: 1, error: 503 }]',
      result: 'PASS',
      severity: 'WARN',
      certainty: 'certain',
      sentence: /key-two came as retry 1 .* under another key than the attempt before it, key-one/,
      evidence: /^key-two\.1$/,
    },
    innocent: { scenario: 'rules: [{ times: 1, error: 503 }]', result: 'PASS' },
  },
  'cancel-not-propagated': {
    sin: {
      scenario: 'rules: [{ match: { attempt: 1 }, delay: 1500ms }]',
      result: 'PASS',
      severity: 'WARN',
      certainty: 'certain',
      sentence: /Attempt 2 of call-1 came while attempt 1 was still open, for \d+(\.\d+)? m?s more/,
      evidence: /^call-1\.1 call-1\.2$/,
    },
    innocent: { scenario: 'rules: [{ match: { attempt: 1 }, delay: 1500ms }]', result: 'PASS' },
  },
  'no-jitter-on-retry-after': {
    sin: {
      scenario: 'rules: [{ match: { attempt: 1 }, error: { status: 429, retryAfter: 1s } }]',
      result: 'PASS',
      severity: 'INFO',
      certainty: 'certain',
      sentence: /16 times the client waited as it was told \(.*\) for the same time: (9\d\d ms|1(\.\d+)? s), within/,
      evidence: /^(call-\d+\.2 ?){10}$/,
    },
    innocent: {
      scenario: 'rules: [{ match: { attempt: 1 }, error: { status: 429, retryAfter: 1s } }]',
      result: 'PASS',
    },
  },
  'silent-resend': {
    sin: {
      scenario: 'connection-reset',
      result: 'PASS',
      severity: 'INFO',
      certainty: 'inferred',
      sentence: /connection of attempt 1 of call-1 broke before a byte of the answer, and \d+(\.\d+)? ms later/,
      evidence: /^call-1\.2$/,
    },
    innocent: { scenario: 'connection-reset', result: 'PASS' },
  },
  'connection-churn': {
    sin: {
      scenario: 'steady-state',
      result: 'PASS',
      severity: 'INFO',
      certainty: 'certain',
      sentence: /24 requests came on a new connection each, and 0 requests on one that was open/,
      evidence: /^(call-\d+\.1 ?){5}$/,
    },
    innocent: { scenario: 'steady-state', result: 'PASS' },
  },
  adapted: {
    sin: {
      scenario: 'api: { delay: 400ms }\nrules: [{ times: 8, error: { status: 429, retryAfter: 1s } }]',
      result: 'PASS',
      severity: 'INFO',
      certainty: 'inferred',
      sentence: /from 8 requests at once to [1-4]\./,
      evidence: /^$/,
    },
    innocent: {
      scenario: 'api: { delay: 400ms }\nrules: [{ times: 8, error: { status: 429, retryAfter: 1s } }]',
      result: 'PASS',
    },
  },
}
