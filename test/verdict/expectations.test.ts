import t from 'tap'
import type { ExpectedValues, ExpectKey } from '#src/contract'
import type { Entry } from '#src/journal/entry'
import { call, calls, type Judging, judged, type Shot } from './journals.ts'

const failed = (many: number, shot: Shot = {}): readonly Shot[] =>
  Array.from({ length: many }, () => ({ status: 503, ...shot }))
const sdk = { counts: true }

interface Case<Key extends ExpectKey> extends Judging {
  readonly value: ExpectedValues[Key]
  readonly met: readonly Entry[]
  readonly broken: readonly Entry[]
  readonly says: RegExp
  /** Nobody can tell. */
  readonly unknown?: readonly Entry[]
}

const cases: { readonly [Key in ExpectKey]: Case<Key> } = {
  finally: {
    value: 'success',
    met: call('a', [{ status: 503 }, { wait: 400 }]),
    broken: call('a', failed(3, { wait: 400 })),
    says: /a was never served: its last attempt got 503\./,
    unknown: [],
  },
  'attempts.min': {
    value: 2,
    met: call('a', failed(2, { wait: 400 })),
    broken: call('a', failed(1)),
    says: /a failed after 1 attempt\./,
    unknown: call('a', [{}]),
  },
  'attempts.max': {
    value: 2,
    met: call('a', failed(2, { wait: 400 })),
    broken: call('a', failed(3, { wait: 400 })),
    says: /made 3 attempts of a; the scenario expects 2 at most/,
  },
  honoursRetryAfter: {
    value: true,
    met: call('a', [{ status: 429, retryAfter: 1 }, { wait: 1001 }]),
    // inferred: without the expectation this would be a WARN
    broken: call('a', [{ status: 429, retryAfter: 1 }, { wait: 20 }]),
    says: /came 980 ms too early/,
    unknown: call('a', [{}]),
  },
  'backoff.growth': {
    value: 2,
    met: call('a', [{ status: 503 }, { wait: 500, status: 503 }, { wait: 1000 }], sdk),
    broken: calls(
      5,
      i => [{ status: 503 }, { wait: 500 + i, status: 503 }, { wait: 700 - i }],
      () => sdk,
    ),
    says: /waits went from 502 ms to 698 ms in 1 step, by a factor of 1\.39 each/,
    unknown: call('a', [{ status: 503 }, { wait: 500, status: 503 }, { wait: 600 }], sdk),
  },
  jitter: {
    value: true,
    met: calls(
      5,
      i => [{ status: 503 }, { wait: 400 + 30 * i }],
      () => sdk,
    ),
    broken: calls(
      5,
      () => [{ status: 503 }, { wait: 500 }],
      () => sdk,
    ),
    says: /5 calls waited the same: 500 ms/,
    unknown: calls(
      4,
      () => [{ status: 503 }, { wait: 500 }],
      () => sdk,
    ),
  },
  neverRetry: {
    value: [422],
    met: call('a', [{ status: 422 }]),
    broken: call('a', [{ status: 422 }, { wait: 1000, status: 422 }]),
    says: /got 422, which the same request gets again/,
    unknown: call('a', [{}]),
  },
  deadline: {
    value: 10_000,
    met: call('a', [{ status: 499, endedBy: 'client', flaws: ['hang'], takes: 10_050 }]),
    broken: call('a', [
      { stream: true, chunks: 5, flaws: ['stall'], ttfb: 100, takes: 30_000, endedBy: 'client', status: 499 },
    ]),
    says: /sat in silence for 29\.9 s \(stall\); the scenario expects it to give up after 10 s/,
  },
  'concurrency.max': {
    value: 2,
    met: calls(
      6,
      () => [{ takes: 100 }],
      i => ({ at: Math.floor(i / 2) * 100 }),
    ),
    broken: calls(
      3,
      () => [{ takes: 100 }],
      i => ({ at: i * 10 }),
    ),
    says: /3 requests were open at once/,
  },
  'wastedTokens.max': {
    value: 10,
    met: call('a', [{ stream: true, chunks: 500 }]),
    broken: call('a', [
      { stream: true, chunks: 11, flaws: ['cut'], endedBy: 'fault' },
      { wait: 100, stream: true, chunks: 500 },
    ]),
    says: /11 tokens of streams were thrown away/,
  },
  complete: {
    value: true,
    planned: [{ name: 'twice', needed: 2 }],
    met: call('a', failed(2, { rule: 'twice', wait: 400 })),
    broken: [],
    says: /rule "twice" was to speak 2 times and spoke 1 time/,
    unknown: call('a', failed(1, { rule: 'twice' })),
  },
}

for (const [key, { value, met, broken, says, unknown, ...judging }] of Object.entries(cases))
  t.test(`${key} is met, broken, or can't be told`, async t => {
    const seen = (entries: readonly Entry[]) => {
      const verdict = judged(entries, { ...judging, expect: { [key]: value } })
      return { ...verdict, line: verdict.expectations[0] }
    }
    t.match(seen(met).line, { key, met: true, seen: true, place: 'test.yaml:10' })
    if (broken.length > 0) {
      const { line, result, reasons } = seen(broken)
      t.match(line, { met: false, seen: true, sentence: says })
      t.equal(result, 'FAIL')
      t.match(reasons[0], /^expect .* \(test\.yaml:10\): /)
      t.equal(new Set(reasons.map(reason => reason.replace(/^.*?: (?=\S.* )/, ''))).size, reasons.length, 'said once')
    }
    const idle = judged([], { ...judging, expect: { [key]: value } })
    t.match(idle.expectations, [{ key, met: null, seen: false }], 'of no call nothing is kept')
    t.match(idle, { result: 'INCONCLUSIVE', reasons: [/No request came/], findings: [] })
    t.equal(idle.reasons.length, 1)
    if (unknown === undefined) return
    const { line, result } = seen(unknown)
    t.equal(line?.met, null)
    t.equal(result, 'INCONCLUSIVE')
    if (broken.length === 0) t.match(line?.sentence, says)
  })

t.test(
  'finally: failure holds where the client does not claim otherwise, and asks it where it may not have noticed',
  async t => {
    const seen = (entries: readonly Entry[], more: Judging = {}) =>
      judged(entries, { ...more, expect: { finally: 'failure' } }).expectations[0]
    const refused = call('a', [{ status: 401 }])
    t.match(seen(refused), { met: true })
    t.match(seen(refused, { declared: [{ ok: true }] }), {
      met: false,
      sentence: /says that all went well, but a was never served/,
    })
    t.match(seen(refused, { facts: { exitCode: 1 } }), { met: true })
    const cut = call('a', [{ stream: true, chunks: 5, flaws: ['cut'], endedBy: 'fault' }])
    t.match(seen(cut), { met: null, sentence: /does not say whether it noticed/ })
    t.match(seen(cut, { declared: [{ call: 'a', ok: false }] }), { met: true })
  },
)

t.test(
  'finally: success holds for a call that another key or model served, and not for a client that says it failed',
  async t => {
    const seen = (entries: readonly Entry[], more: Judging = {}) =>
      judged(entries, { ...more, expect: { finally: 'success' } }).expectations[0]?.met
    const refused = call('a', [{ status: 429 }], { fingerprint: 'p' })
    t.equal(seen([...refused, ...call('b', [{}], { at: 50, fingerprint: 'p' })]), true)
    t.equal(seen([...refused, ...call('b', [{}], { at: 50, model: 'other' })]), true)
    t.equal(seen([...refused, ...call('b', [{}], { at: 50 })]), false)
    t.equal(seen(call('a', [{}]), { declared: [{ ok: false, note: 'no answer' }] }), false)
    t.equal(seen(call('a', [{}]), { facts: { exitCode: 3 } }), false)
    t.equal(seen(call('a', [{}]), { facts: { exitCode: 'none' } }), true, 'who had to be ended said nothing')
  },
)
