import type { CallRecord } from './call-record.ts'
import type { FindingKind, Sighting, Watch } from './finding-kind.ts'
import type { Run } from './run.ts'
import type { Evidence, Finding, Severity, Trial } from './verdict.ts'
import { time } from './words.ts'

const MOST_SIGHTINGS = 1000
const MOST_EVIDENCE = 20

const RANK: Readonly<Record<Severity, number>> = { FAIL: 0, WARN: 1, INFO: 2 }

/** The gravest first, then the certain ones, then in the order of time. */
const before = (a: Sighting, b: Sighting): number =>
  RANK[a.severity] - RANK[b.severity] ||
  Number(a.certainty === 'inferred') - Number(b.certainty === 'inferred') ||
  (a.evidence[0]?.offsetMs ?? 0) - (b.evidence[0]?.offsetMs ?? 0) ||
  ((a.evidence[0]?.entry ?? '') < (b.evidence[0]?.entry ?? '') ? -1 : 1)

const evidenceOf = ({ entry, at, offsetMs }: Evidence): Evidence => ({ entry, at, offsetMs })

/** What is missed by more than this many times the mock's own lateness, no lateness explains. */
const EXPLAINED = 2

/** The mock was late itself by so much that what the client missed may be its own. */
const doubtOf = ({ margin }: Sighting, lateMs: number | null): string | null =>
  margin && lateMs !== null && lateMs > margin.allowedMs && margin.byMs <= margin.allowedMs + EXPLAINED * lateMs
    ? `the mock itself was up to ${time(lateMs)} late, more than the ${time(margin.allowedMs)} that are allowed to a client`
    : null

const isBeyond = ({ margin }: Sighting, lateMs: number | null): boolean =>
  margin === undefined || margin.byMs > margin.allowedMs + (lateMs ?? 0)

/** What one kind of finding has seen in one run: bounded, however often it was seen. */
export class Tally {
  readonly #kind: FindingKind
  readonly #watch: Watch
  readonly #isAllowed: boolean
  #sightings: Sighting[] = []
  #more = 0

  constructor(kind: FindingKind, trial: Trial) {
    this.#kind = kind
    this.#watch = kind.watch(trial)
    this.#isAllowed = trial.contract.expect.allow.includes(kind.id)
  }

  /** Whether it looks at calls too that were served at once. */
  get looksAtAll(): boolean {
    return this.#kind.looksAtAll ?? false
  }

  get id(): FindingKind['id'] {
    return this.#kind.id
  }

  /** Looks at a call that is over; whether it was found in it. */
  call(call: CallRecord): boolean {
    const sighting = this.#watch.call?.(call) ?? null
    if (sighting) this.#note(sighting)
    return sighting !== null
  }

  /** The ids of the calls in which it was found only now, and the finding; null for nothing. */
  close(run: Run): { readonly finding: Finding; readonly calls: readonly string[] } | null {
    for (const sighting of this.#watch.close?.(run) ?? []) this.#note(sighting)
    const { lateMs } = run.facts
    const sightings = this.#sightings.filter(one => isBeyond(one, lateMs) || doubtOf(one, lateMs) !== null).sort(before)
    const [worst] = sightings
    if (!worst) return null
    const { id, basis, change } = this.#kind
    const evidence = sightings.flatMap(one => one.evidence).slice(0, MOST_EVIDENCE)
    return {
      finding: {
        id,
        severity: worst.severity,
        sentence: worst.sentence,
        occurrences: sightings.length + this.#more,
        evidence: evidence.map(evidenceOf),
        basis,
        certainty: worst.certainty,
        change,
        allowed: this.#isAllowed,
        doubt: doubtOf(worst, lateMs),
      },
      calls: sightings.flatMap(({ call }) => call ?? []),
    }
  }

  #note(sighting: Sighting): void {
    if (this.#sightings.length < MOST_SIGHTINGS) this.#sightings.push(sighting)
    else this.#more += 1
  }
}
