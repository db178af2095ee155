import t from 'tap'
import { type Criteria, unmetIn } from '#src/conform/criteria/index'
import type { Observation } from '#src/conform/observation'
import { line, type Row, seen } from './seen.ts'

const retried: readonly Row[] = [
  [503, 0, 10],
  [200, 1010, 1050],
]
const failed = line({ ok: false, status: 429, error: 'RateLimitError', message: 'Rate limit of foxes.' })

type Case = readonly [wanted: Criteria, met: Observation, unmet: Observation, why: RegExp]

/** Each criterion with what it holds for, and what it does not hold for. */
const rows: Readonly<Record<keyof Criteria, readonly Case[]>> = {
  attempts: [
    [{ attempts: { min: 2 } }, seen([retried]), seen([[[503, 0, 1]]]), /^1 attempt where at least 2 are wanted$/],
    [{ attempts: { max: 1 } }, seen([[[200, 0, 1]]]), seen([retried]), /^2 attempts where at most 1 may be$/],
    [{ attempts: { min: 2 } }, seen([retried, retried]), seen([retried, [[200, 0, 1]]]), /^1 attempt/],
  ],
  waits: [
    [
      { waits: [{ before: 2, minMs: 1000 }] },
      seen([retried]),
      seen([
        [
          [503, 0, 10],
          [200, 900, 950],
        ],
      ]),
      /^attempt 2 came sooner than after 1 s$/,
    ],
    [
      { waits: [{ before: 2, maxMs: 1000 }] },
      seen([retried]),
      seen([
        [
          [503, 0, 10],
          [200, 1011, 1050],
        ],
      ]),
      /^attempt 2 came later than after 1 s$/,
    ],
    // what did not come was not too early
    [
      { waits: [{ before: 3, minMs: 100 }] },
      seen([retried]),
      seen([[...retried, [200, 1050, 1051]]]),
      /^attempt 3 came sooner than after 100 ms$/,
    ],
  ],
  toldWaits: [
    [
      { toldWaits: true },
      seen([
        [
          [429, 0, 10, { toldMs: 1000 }],
          [200, 920, 950],
        ],
      ]),
      seen([
        [
          [429, 0, 10, { toldMs: 1000 }],
          [200, 900, 950],
        ],
      ]),
      /^an attempt came before the time that it was told to wait$/,
    ],
  ],
  growth: [
    [
      { growth: { min: 1.5 } },
      seen([
        [
          [503, 0, 0],
          [503, 100, 100],
          [200, 260, 300],
        ],
      ]),
      seen([
        [
          [503, 0, 0],
          [503, 100, 100],
          [200, 240, 300],
        ],
      ]),
      /^before attempt 3 the mean wait of 1 call is less than 1\.5 times the one before$/,
    ],
  ],
  spread: [
    [
      { spread: { before: 2, minMs: 50 } },
      seen([retried, [retried[0] as Row, [200, 1061, 1100]]]),
      seen([retried, [retried[0] as Row, [200, 1059, 1100]]]),
      /^the waits before attempt 2 of 2 calls lie within 50 ms$/,
    ],
    [
      { spread: { before: 2, minMs: 1 } },
      seen([retried, [retried[0] as Row, [200, 1061, 1100]]]),
      seen([retried]),
      /too few/,
    ],
  ],
  statuses: [
    [{ statuses: [503, 200] }, seen([retried]), seen([[[200, 0, 1]]]), /answered with 200, not with 503, 200$/],
    [{ statuses: [null] }, seen([[[null, 0, 1]]]), seen([[[200, 0, 1]]]), /answered with 200, not with none$/],
  ],
  outcome: [
    [
      { outcome: 'success' },
      seen([retried]),
      seen([retried], { printed: [failed] }),
      /^it failed with RateLimitError$/,
    ],
    [{ outcome: 'failure' }, seen([retried], { printed: [failed] }), seen([retried]), /^it reported success$/],
    // who says so must have been served
    [
      { outcome: 'success' },
      seen([retried]),
      seen([[[429, 0, 1]]]),
      /^it reported success, and the last attempt had 429$/,
    ],
    [{ outcome: 'success' }, seen([retried]), seen([[[null, 0, 1]]]), /the last attempt had no answer$/],
    // who has read the end may leave before the server is done
    [
      { outcome: 'success' },
      seen([[[499, 0, 1, { endedBy: 'client' }]]]),
      seen([[[400, 0, 1]]]),
      /^it reported success, and the last attempt had 400$/,
    ],
    // who said nothing claimed nothing
    [
      { outcome: 'success' },
      seen([[[429, 0, 1]]], { printed: [] }),
      seen([[[429, 0, 1]]]),
      /^it reported success, and the last attempt had 429$/,
    ],
  ],
  reported: [
    [
      { reported: { text: 'fox', finish: 'stop' } },
      seen([retried], { printed: [line({ text: 'fox', finish: 'stop' })] }),
      seen([retried], { printed: [line({ text: 'ox', finish: 'stop' })] }),
      /^it read "ox" where "fox" was said$/,
    ],
    [
      { reported: { finish: 'length' } },
      seen([retried], { printed: [line({ finish: 'length' })] }),
      seen([retried]),
      /^it reported nothing as the reason of the end, not length$/,
    ],
    [
      { reported: { status: 429, error: true, message: 'foxes' } },
      seen([retried], { printed: [failed] }),
      seen([retried], { printed: [{ ...failed, status: null }] }),
      /^it reported no status, not 429$/,
    ],
    [
      { reported: { error: true } },
      seen([retried], { printed: [failed] }),
      seen([retried], { printed: [{ ...failed, error: '' }] }),
      /^its error has no name$/,
    ],
    [
      { reported: { message: 'foxes' } },
      seen([retried], { printed: [failed] }),
      seen([retried], { printed: [{ ...failed, message: null }] }),
      /^its message does not say "foxes"$/,
    ],
    // a status is that of a failure
    [{ reported: { status: 429 } }, seen([retried]), seen([retried], { printed: [line({ ok: false })] }), /no status/],
  ],
  cancelled: [
    [
      { cancelled: true },
      seen([[[499, 0, 1, { endedBy: 'client' }]]]),
      seen([[[200, 0, 1]]]),
      /^it left the connection of its last attempt open$/,
    ],
    [
      { cancelled: false },
      seen([[[200, 0, 1]]]),
      seen([[[499, 0, 1, { endedBy: 'client' }]]]),
      /^it broke off its last attempt$/,
    ],
  ],
  open: [
    [{ open: { maxMs: 50 } }, seen([retried]), seen([[[200, 0, 51]]]), /^an attempt was open for longer than 50 ms$/],
  ],
  connections: [
    [
      { connections: { max: 1 } },
      seen([retried]),
      seen([
        [
          [200, 0, 1],
          [200, 2, 3, { connection: 2 }],
        ],
      ]),
      /^more than 1 connection /,
    ],
    [
      { connections: { min: 2 } },
      seen([
        [
          [200, 0, 1],
          [200, 2, 3, { connection: 2 }],
        ],
      ]),
      seen([retried]),
      /^all came over 1 connection where at least 2 are wanted$/,
    ],
  ],
  concurrency: [
    [
      { concurrency: { max: 1 } },
      seen([retried, [[200, 10, 20]]]),
      seen([retried, [[200, 9, 20]]]),
      /^more than 1 attempt at once$/,
    ],
  ],
  sameKey: [
    [
      { sameKey: true },
      seen([[[200, 0, 1, { call: 'k' }]]], { idempotencyKey: 'k' }),
      seen([[[200, 0, 1]]], { idempotencyKey: 'k' }),
      /^an attempt came without the idempotency key of the call$/,
    ],
  ],
  findings: [
    [
      { findings: { absent: ['no-jitter'] } },
      seen([retried]),
      seen([retried], { findings: ['no-jitter'] }),
      /^the verdict finds no-jitter$/,
    ],
    [
      { findings: { present: ['no-jitter'] } },
      seen([retried], { findings: ['no-jitter'] }),
      seen([retried]),
      /^the verdict does not find no-jitter$/,
    ],
  ],
}

for (const [name, cases] of Object.entries(rows))
  t.test(`${name} holds for what is so, and says what is not`, async t => {
    for (const [wanted, met, unmet, why] of cases) {
      t.same(unmetIn(wanted, met), [], JSON.stringify(wanted))
      t.match(unmetIn(wanted, unmet)[0] ?? '', why, JSON.stringify(wanted))
    }
  })

t.test('no sentence tells a time that was measured, since the next run has another', async t => {
  for (const cases of Object.values(rows))
    for (const [wanted, , unmet] of cases) {
      const later: Observation = {
        ...unmet,
        calls: unmet.calls.map(({ attempts }) => ({
          attempts: attempts.map(one => ({ ...one, startedMs: one.startedMs + 7, endedMs: one.endedMs + 7 })),
        })),
      }
      t.same(unmetIn(wanted, later), unmetIn(wanted, unmet))
    }
})
