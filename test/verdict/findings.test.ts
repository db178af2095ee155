import t from 'tap'
import { type FindingId, findingIds } from '#src/contract'
import type { Entry } from '#src/journal/entry'
import { findingKinds } from '#src/verdict/findings/index'
import { call, calls, idsOf, type Judging, judged, type Shot } from './journals.ts'

/** A journal that commits a sin, and one that is near it and innocent. */
interface Case extends Judging {
  readonly severity: 'FAIL' | 'WARN' | 'INFO'
  readonly sin: readonly Entry[]
  readonly sentence: RegExp
  readonly innocent: readonly (readonly Entry[])[]
}

const failed = (many: number, shot: Shot = {}): readonly Shot[] =>
  Array.from({ length: many }, () => ({ status: 503, ...shot }))
const sdk = { counts: true }
/** A number between 0 and 1 that looks like luck and is none. */
const luck = (i: number): number => (i * 0.618034) % 1

const cases: Readonly<Record<FindingId, Case>> = {
  'retry-after-ignored': {
    severity: 'FAIL',
    sin: call('a', [{ status: 429, retryAfter: 2 }, { wait: 755 }], sdk),
    sentence: /told it to wait 2 s \(retry-after: 2\)\. Attempt 2 came 1\.245 s too early, after 755 ms\./,
    innocent: [
      call('a', [{ status: 429, retryAfter: 2 }, { wait: 1990 }], sdk),
      // the text has the exact time, the header its seconds, rounded up
      call('a', [{ status: 429, retryAfter: 2, told: { tryAgainInMs: 1200 } }, { wait: 1190 }], sdk),
      call('a', [{ status: 429, retryAfter: 2, told: { roomAtMs: 1300 } }, { wait: 1250 }], sdk),
      call(
        'a',
        [{ status: 429, told: { retryAfter: { is: 'malformed', text: 'soon', ms: null } } }, { wait: 10 }],
        sdk,
      ),
      // a hedge does not come back: it was there before
      call('a', [{ status: 429, retryAfter: 2, takes: 100 }, { wait: -90 }], sdk),
    ],
  },
  'retried-non-retryable': {
    severity: 'FAIL',
    sin: call('a', [{ status: 400 }, { wait: 500, status: 400 }], sdk),
    sentence: /got 400, which the same request gets again\. The client sent it again unchanged, once \(attempt 2\)/,
    innocent: [
      call('a', [{ status: 400, variant: 'tool-use-failed' }, { wait: 500 }], sdk),
      call('a', [{ status: 400, told: { shouldRetry: { is: 'true', text: 'true' } } }, { wait: 500 }], sdk),
      call('a', [{ status: 413, variant: 'tokens-per-minute', retryAfter: 1 }, { wait: 1000 }], sdk),
      // three tests that send one prompt over one connection
      call('a', [{ status: 400 }, { wait: 5, status: 400 }, { wait: 5, status: 400 }]),
      // another key
      call('a', [
        { status: 401, certainty: 'certain' },
        { wait: 5, certainty: 'certain' },
      ]),
      call('a', [{ status: 503 }, { wait: 500 }], sdk),
    ],
  },
  'retry-storm': {
    severity: 'WARN',
    sin: call('a', failed(11, { wait: 10_000 })),
    sentence: /made 11 attempts of a; more than 10/,
    innocent: [call('a', failed(10, { wait: 10_000 }))],
  },
  'stream-error-ignored': {
    severity: 'FAIL',
    declared: [{ ok: true }],
    sin: call('a', [{ stream: true, chunks: 6, flaws: ['error'] }]),
    sentence: /says that a went well, but its stream ended in an error event after 6 events/,
    innocent: [
      call('a', [{ stream: true, chunks: 6 }]),
      call('a', [
        { stream: true, chunks: 6, flaws: ['error'] },
        { wait: 500, stream: true },
      ]),
      call('a', [{ stream: true, chunks: 2, flaws: ['error'], status: 499, endedBy: 'client' }]),
    ],
  },
  'malformed-chunk-ignored': {
    severity: 'FAIL',
    declared: [{ call: 'a', ok: true }],
    sin: call('a', [{ stream: true, chunks: 6, flaws: ['malformed'] }]),
    sentence: /its stream had an event that was cut in half/,
    innocent: [call('a', [{ stream: true, chunks: 6, flaws: ['stall'] }])],
  },
  'truncated-stream-accepted': {
    severity: 'FAIL',
    facts: { exitCode: 0 },
    sin: call('a', [{ stream: true, chunks: 5, flaws: ['cut'], endedBy: 'fault' }]),
    sentence: /its stream stopped after 5 events without \[DONE\]/,
    innocent: [
      call('a', [{ stream: true, chunks: 5, flaws: ['trickle'] }]),
      call('a', [
        { stream: true, chunks: 5, flaws: ['noDone'] },
        { wait: 100, stream: true, chunks: 9 },
      ]),
    ],
  },
  'retried-at-once': {
    severity: 'WARN',
    sin: call('a', failed(5, { wait: 3 })),
    sentence: /sent a again 4 times without waiting: the longest wait was 3 ms/,
    innocent: [
      call('a', failed(4, { wait: 3 })),
      call('a', failed(5, { wait: 35 })),
      // each on a connection of its own: nobody knows that it is one client's loop
      call(
        'a',
        failed(5, { wait: 3 }).map((shot, i) => ({ ...shot, connection: i + 1 })),
      ),
      // the stack below sends again, not the client
      call('a', failed(5, { wait: 3, status: null })),
    ],
  },
  'constant-backoff': {
    severity: 'WARN',
    sin: call('a', failed(4, { wait: 1000 }), sdk),
    sentence: /waited the same time before each retry of a: 1 s, 1 s and 1 s\./,
    innocent: [
      call('a', failed(4, { wait: 1000, retryAfter: 1 }), sdk),
      call('a', [{ status: 503 }, { wait: 500, status: 503 }, { wait: 1000, status: 503 }, { wait: 2000 }], sdk),
      call('a', failed(3, { wait: 1000 }), sdk),
      call('a', failed(4, { wait: 60 }), sdk),
      // one call in many, as luck has it
      calls(3, i =>
        i === 0
          ? failed(4, { wait: 1000 })
          : [1, 2, 3, 4].map(n => ({ status: 503, wait: 700 * n + 300 * luck(n + i) })),
      ),
    ],
  },
  'no-jitter': {
    severity: 'WARN',
    sin: calls(
      12,
      i => [{ status: 503 }, { wait: 500 + (i % 5) }],
      i => ({ at: i * 5000, ...sdk }),
    ),
    sentence: /12 times the client waited before attempt 2 for the same time: 502 ms/,
    innocent: [
      calls(
        11,
        () => [{ status: 503 }, { wait: 500 }],
        i => ({ at: i * 5000, ...sdk }),
      ),
      calls(
        12,
        i => [{ status: 503 }, { wait: 500 - 125 * luck(i) }],
        i => ({ at: i * 5000, ...sdk }),
      ),
      calls(
        12,
        () => [{ status: 503 }, { wait: 100 }],
        i => ({ at: i * 5000, ...sdk }),
      ),
    ],
  },
  'no-jitter-on-retry-after': {
    severity: 'INFO',
    sin: calls(
      12,
      i => [{ status: 429, retryAfter: 1 }, { wait: 1001 + (i % 3) }],
      i => ({ at: i * 5000, ...sdk }),
    ),
    sentence: /waited as it was told \(retry-after: 1\) for the same time/,
    innocent: [
      calls(
        12,
        i => [{ status: 429, retryAfter: 1 }, { wait: 1001 + 300 * luck(i) }],
        i => ({ at: i * 5000, ...sdk }),
      ),
    ],
  },
  'thundering-herd': {
    severity: 'WARN',
    sin: calls(
      20,
      i => [{ status: 503 }, { wait: 1000 + (i % 4) }],
      () => sdk,
    ),
    sentence: /20 calls failed together and came back together/,
    innocent: [
      calls(
        20,
        i => [{ status: 503 }, { wait: 500 - 125 * luck(i) }],
        () => sdk,
      ),
      calls(
        20,
        () => [{ status: 429, retryAfter: 1 }, { wait: 1001 }],
        () => sdk,
      ),
      calls(
        19,
        () => [{ status: 503 }, { wait: 1000 }],
        () => sdk,
      ),
    ],
  },
  'retry-amplification': {
    severity: 'WARN',
    sin: call(
      'a',
      [0, 1, 2, 0, 1, 2, 0, 1, 2].map((count, i) => ({ status: 503, count, wait: 500 + 300 * luck(i) })),
    ),
    sentence:
      /asked 3 times, an inner one \(OpenAI\/JS 6\.49\.0\) tried up to 3 times for each: 3 × 3, in all 9 attempts/,
    innocent: [
      call(
        'a',
        [0, 1, 2, 3, 4, 5].map((count, i) => ({ status: 503, count, wait: 500 + 300 * luck(i) })),
      ),
      // LangChain gives the SDK no retries
      call(
        'a',
        [0, 0, 0, 0, 0, 0].map((count, i) => ({ status: 503, count, wait: 1000 * 2 ** i * (1 + luck(i)) })),
      ),
      // two tests with one prompt
      call(
        'a',
        [0, 1, 2, 0, 1, 2].map((count, i) => ({ status: 503, count, wait: 500 + 300 * luck(i) })),
      ),
    ],
  },
  'no-retry-budget': {
    severity: 'WARN',
    sin: calls(
      60,
      i => failed(3, { wait: 400 + 100 * luck(i) }),
      i => ({ at: i * 50, ...sdk }),
    ),
    sentence: /60 calls became 180 requests: retries added 200 % to the load/,
    innocent: [
      calls(
        40,
        i => failed(3, { wait: 400 + 100 * luck(i) }),
        i => ({ at: i * 50, ...sdk }),
      ),
      calls(
        60,
        i => (i % 10 === 0 ? failed(3, { wait: 400 + 100 * luck(i) }) : [{ status: 503 }]),
        i => ({ at: i * 50, ...sdk }),
      ),
      // one in ten fails: no outage
      calls(
        60,
        i => (i % 10 === 0 ? [{ status: 503 }, { wait: 450 }] : [{}]),
        i => ({ at: i * 50, ...sdk }),
      ),
    ],
  },
  'gave-up-early': {
    severity: 'WARN',
    sin: call('a', [{ status: 429, retryAfter: 1 }], { counts: true }),
    sentence:
      /a got 429, which another attempt may not get, and was told to come back in 1 s; the client made no other attempt/,
    innocent: [
      call('a', [{ status: 503 }, { wait: 400, status: 503 }, { wait: 900, status: 503 }], sdk),
      call('a', [{ status: 429, retryAfter: 90 }]),
      call('a', [{ status: 401 }]),
      // a hedge that won
      [
        ...call('a', [{ status: 503, takes: 100 }], { fingerprint: 'p' }),
        ...call('b', [{ takes: 50 }], { at: 20, fingerprint: 'p' }),
      ],
      // another key
      [...call('a', [{ status: 429 }], { fingerprint: 'p' }), ...call('b', [{}], { at: 20, fingerprint: 'p' })],
      // another model
      [...call('a', [{ status: 429 }]), ...call('b', [{}], { at: 20, model: 'llama-3.1-8b-instant' })],
    ],
  },
  'no-read-timeout': {
    severity: 'WARN',
    sin: call('a', [{ status: null, flaws: ['hang'], takes: 90_000 }]),
    sentence: /sat in silence for 90 s \(hang\); a minute is long/,
    innocent: [
      call('a', [{ status: 499, flaws: ['hang'], takes: 60_200, endedBy: 'client' }, { wait: 400 }]),
      call('a', [{ stream: true, ttfb: 200, takes: 120_000, chunks: 900 }]),
    ],
  },
  'waited-too-long': {
    severity: 'WARN',
    sin: call('a', [{ status: 429, retryAfter: 2 }, { wait: 12_000 }], sdk),
    sentence: /told it to wait 2 s; attempt 2 came after 12 s/,
    innocent: [
      call('a', [{ status: 429, retryAfter: 2 }, { wait: 8500 }], sdk),
      call('a', [{ status: 503 }, { wait: 12_000 }], sdk),
      call('a', [{ status: 429, retryAfter: 1 }, { wait: 3000, status: 429, retryAfter: 1 }, { wait: 20_000 }], sdk),
    ],
  },
  'slow-to-recover': {
    severity: 'WARN',
    outages: [{ rule: 'down', fromMs: 0, toMs: 10_000 }],
    sin: call('a', [{ status: 503, rule: 'down' }, { wait: 5000, status: 503, rule: 'down' }, { wait: 40_000 }], sdk),
    sentence: /rule "down"\) was over, but a came back only 35\.02 s later/,
    innocent: [
      call('a', [{ status: 503, rule: 'down' }, { wait: 5000, status: 503, rule: 'down' }, { wait: 12_000 }], sdk),
      // a backoff that doubles
      call('a', [{ status: 503, rule: 'down' }, { wait: 9500, status: 503, rule: 'down' }, { wait: 19_000 }], sdk),
      // nobody wanted anything
      [...call('a', failed(2, { rule: 'down', wait: 100 })), ...call('b', [{}], { at: 100_000 })],
      // another call was back sooner
      [
        ...call('a', [{ status: 503, rule: 'down' }, { wait: 5000, status: 503, rule: 'down' }, { wait: 40_000 }], sdk),
        ...call('b', [{}], { at: 11_000 }),
      ],
    ],
  },
  'ignores-remaining': {
    severity: 'WARN',
    sin: [
      ...call('first', [{ remaining: { requests: 100, amount: 0 } }]),
      ...calls(
        10,
        i => [{ status: 429, retryAfter: 5 }, { wait: 5010 + 400 * luck(i) }],
        i => ({ at: 100 + i * 200, ...sdk }),
      ),
    ],
    sentence: /began 10 calls after that which were refused with 429/,
    innocent: [
      [
        ...call('first', [{ remaining: { requests: 100, amount: 0 } }]),
        ...calls(
          4,
          i => [{ status: 429, retryAfter: 5 }, { wait: 5010 + 400 * luck(i) }],
          i => ({ at: 100 + i * 200, ...sdk }),
        ),
      ],
      // all were on their way before anybody was told
      [
        ...call('first', [{ remaining: { requests: 100, amount: 0 }, takes: 100 }]),
        ...calls(
          10,
          i => [{ status: 429, retryAfter: 5 }, { wait: 5010 + 400 * luck(i) }],
          () => ({ at: 50, ...sdk }),
        ),
      ],
    ],
  },
  'restarted-stream': {
    severity: 'WARN',
    sin: call('a', [
      { stream: true, chunks: 5, flaws: ['cut'], endedBy: 'fault' },
      { wait: 800, stream: true, chunks: 20 },
    ]),
    sentence: /broke after 5 events, and the client asked anew/,
    innocent: [
      call('a', [
        { stream: true, status: 503, chunks: 1 },
        { wait: 800, stream: true, chunks: 20 },
      ]),
      // the client left before the first byte
      call('a', [
        { stream: true, status: 499, endedBy: 'client', chunks: 0 },
        { wait: 800, stream: true, chunks: 20 },
      ]),
      call('a', [{ status: 503, chunks: 1 }, { wait: 800 }]),
    ],
  },
  'idempotency-key-changed': {
    severity: 'WARN',
    sin: [
      ...call('key-1', [{ status: 503, count: 0, certainty: 'certain' }], { fingerprint: 'p' }),
      ...call('key-2', [{ count: 1, certainty: 'certain' }], { at: 500, fingerprint: 'p', follows: 'key-1' }),
    ],
    sentence:
      /key-2 came as retry 1 \(x-stainless-retry-count\), but under another key than the attempt before it, key-1/,
    innocent: [
      call('key-1', [
        { status: 503, count: 0, certainty: 'certain' },
        { wait: 500, count: 1, certainty: 'certain' },
      ]),
      // its own failure was before the journal began; the other's count does not fit
      [
        ...call('a', failed(3, { wait: 400 }), { fingerprint: 'p', counts: true }),
        ...call('b', [{ count: 1 }], { at: 5000, fingerprint: 'p', follows: 'a' }),
      ],
    ],
  },
  'cancel-not-propagated': {
    severity: 'WARN',
    sin: call('a', [{ status: 200, takes: 8000 }, { wait: -5000 }], sdk),
    sentence: /Attempt 2 of a came while attempt 1 was still open, for 5 s more/,
    innocent: [
      call('a', [{ status: 499, endedBy: 'client', takes: 3000 }, { wait: -40 }], sdk),
      // a hedge under one name
      call('a', [
        { takes: 8000, certainty: 'certain' },
        { wait: -5000, certainty: 'certain' },
      ]),
    ],
  },
  'silent-resend': {
    severity: 'INFO',
    sin: call('a', [{ status: null, flaws: ['reset'] }, { wait: 2 }]),
    sentence: /broke before a byte of the answer, and 2 ms later the request came again/,
    innocent: [
      call('a', [{ status: null, flaws: ['reset'] }, { wait: 2 }], sdk),
      call('a', [{ status: null, flaws: ['reset'] }, { wait: 400 }]),
      call('a', [{ status: 503 }, { wait: 2 }]),
    ],
  },
  'connection-churn': {
    severity: 'INFO',
    sin: calls(
      25,
      i => [{ connection: i + 1, onConnection: 1 }],
      i => ({ at: i * 100 }),
    ),
    sentence: /24 requests came on a new connection each/,
    innocent: [
      // all at once
      calls(25, i => [{ connection: i + 1, onConnection: 1 }]),
      calls(
        25,
        i => [{ connection: 1, onConnection: i + 1 }],
        i => ({ at: i * 100 }),
      ),
    ],
  },
  adapted: {
    severity: 'INFO',
    sin: [
      ...calls(
        8,
        () => [{ status: 429, retryAfter: 1, takes: 100 }, { wait: 1100 }],
        () => sdk,
      ),
      ...Array.from({ length: 12 }, (_, i) => call(`later-${i}`, [{ takes: 100 }], { at: 3000 + i * 150 })).flat(),
    ].filter(({ attempt }) => attempt === 1),
    sentence: /went from 8 requests at once to 1\./,
    innocent: [calls(8, () => [{ takes: 100 }])],
  },
}

t.test('every finding has a case, and every case a finding', async t => {
  t.same(findingKinds.map(({ id }) => id).sort(), [...findingIds].sort(), 'each id is found by one file')
  t.same(Object.keys(cases).sort(), [...findingIds].sort())
})

for (const [id, { severity, sin, sentence, innocent, ...judging }] of Object.entries(cases))
  t.test(`${id} is found where it is committed, and not in what is near it`, async t => {
    const found = judged(sin, judging).findings.find(one => one.id === id)
    t.match(found, { severity, sentence, basis: /\S/, change: /\S/ })
    const ids = new Set(sin.map(entry => entry.id))
    t.ok(
      found?.evidence.every(({ entry }) => ids.has(entry)),
      'its evidence is in the journal',
    )
    for (const [i, entries] of innocent.entries())
      t.notOk(idsOf(judged(entries, judging)).includes(id), `innocent ${i + 1}`)
  })
