import type { Contract, ExpectKey, FindingId } from '../contract.ts'
import type { Entry, EntryTold, Remaining } from '../journal/shown-entry.ts'

/** FAIL stands on an instruction that was disobeyed, on what the client says of itself, or on `expect`. WARN is advice, INFO is no judgement. */
export type Severity = 'FAIL' | 'WARN' | 'INFO'

export type Certainty = 'certain' | 'inferred'

/** One entry of the journal that shows what a finding says. */
export interface Evidence {
  /** Its id. */
  readonly entry: string
  /** When its request came, ISO 8601. */
  readonly at: string
  /** The same, in milliseconds since the session's first request. */
  readonly offsetMs: number
}

/** Something that the client did, as often as it did it. */
export interface Finding {
  readonly id: FindingId
  readonly severity: Severity
  /** What was told, and what the client did, with the numbers of one occurrence. */
  readonly sentence: string
  /** How many calls (of some findings: how many runs) show it. */
  readonly occurrences: number
  /** The first of them. */
  readonly evidence: readonly Evidence[]
  /** The page, RFC, paper or line of YAML that it rests on. */
  readonly basis: string
  /** Whether its attempts certainly belong together. */
  readonly certainty: Certainty
  /** What to change in the client; names the option of SDKs where there is one. */
  readonly change: string
  /** Whether `expect.allow` names it: shown, but not judged. */
  readonly allowed: boolean
  /** Why it can't be held against the client; null where it can. */
  readonly doubt: string | null
}

/** How an attempt ended for its client. `luck` is an error of the model's own; `final` fails again if sent again. */
export type AttemptEnd = 'served' | 'retryable' | 'final' | 'luck' | 'left'

/** One request of a call. Times in real milliseconds since the session's first request. */
export interface Attempt extends Evidence {
  /** From 1. */
  readonly attempt: number
  readonly startedMs: number
  /** The first byte of the answer; null where none came. */
  readonly answeredMs: number | null
  readonly endedMs: number
  /** Since the attempt before it had ended; negative if it came before that, null for the first. */
  readonly waitMs: number | null
  readonly end: AttemptEnd
  readonly status: number | null
  readonly endedBy: 'server' | 'client' | 'fault'
  /** What was broken in its answer, below or inside HTTP. */
  readonly flaws: Entry['flaws']
  readonly told: EntryTold | null
  readonly remaining: Remaining | null
  readonly rule: string | null
  readonly because: string
  readonly retryCount: number | null
  readonly certainty: Certainty
  readonly fingerprint: string
  readonly connection: number
  readonly requestOnConnection: number
  /** Whether it was answered with a stream, as far as it was answered. */
  readonly stream: boolean
  readonly chunks: number
}

/** What is the same for all requests of a call. */
export interface CallFacts {
  readonly id: string
  readonly endpoint: string | null
  readonly model: string | null
  readonly userAgent: string | null
  /** The equal call that had failed before it. */
  readonly follows: string | null
}

/** One thing that the client wanted, with the requests it made for it. */
export interface JudgedCall extends CallFacts {
  /** In their order; of very many the first ones and the last. */
  readonly attempts: readonly Attempt[]
  /** How many there were. */
  readonly attemptCount: number
  readonly end: AttemptEnd
  /** What the application declared; null for nothing. */
  readonly declared: boolean | null
  /** What was found in it. */
  readonly findings: readonly FindingId[]
}

/** One line of `expect`, and whether it holds. */
export interface Expectation {
  readonly key: ExpectKey
  /** As it stands in the file: `attempts.max: 5`. */
  readonly says: string
  /** `brown-out.yaml:21`; the file alone where it is a default. */
  readonly place: string
  /** Null where it can't be told. */
  readonly met: boolean | null
  /** Whether anything happened that it speaks of; false for what is not judged, which is neither kept nor broken. */
  readonly seen: boolean
  /** What was seen. */
  readonly sentence: string
  readonly evidence: readonly Evidence[]
}

/** What resilience costs. */
export interface Costs {
  readonly attemptsPerCall: number
  /** Attempts beyond the first of each call, per hundred calls. */
  readonly extraLoadPercent: number
  /** Delivered in streams that were broken, left, or asked for again; a chunk counts as a token. */
  readonly tokensWasted: number
  /** From the first failure of a call to the start of its last attempt, over all calls. */
  readonly timeAddedMs: number
  /** The longest time from the first failure of a call to its success; null where none recovered. */
  readonly timeToRecoverMs: number | null
  /** How many calls succeeded after a retry, of those that failed first. */
  readonly recovered: number
  readonly failedFirst: number
}

/** What the journal says about the client. */
export interface Verdict {
  readonly result: 'PASS' | 'FAIL' | 'INCONCLUSIVE'
  readonly session: string
  readonly scenario: string
  /** Why it is not PASS, the most important first; empty for PASS. */
  readonly reasons: readonly string[]
  readonly findings: readonly Finding[]
  readonly expectations: readonly Expectation[]
  /** For a table or a timeline: those with findings first in number, all in the order of time; bounded. */
  readonly calls: readonly JudgedCall[]
  readonly counts: { readonly entries: number; readonly calls: number; readonly callsLeftOut: number }
  readonly costs: Costs
  /** The mock's own lateness: p99 of its event loop over the session; null where it is not known. */
  readonly lateMs: number | null
}

/** What the judge knows before it sees an entry. */
export interface Trial {
  readonly session: string
  readonly scenario: string
  readonly contract: Contract
  /** How many milliseconds of session time a real one is. */
  readonly speed: number
  /** Whether a WARN fails. */
  readonly strict: boolean
}

/** What an application said of how it ended. */
export interface Declared {
  /** Null for the whole run. */
  readonly call: string | null
  readonly ok: boolean
  readonly note: string | null
}

/** What the judge learns at the end, besides the entries. */
export interface Facts {
  /** Entries that the journal had no room for. */
  readonly evicted: number
  /** p99 of the event loop's delay over the session. */
  readonly lateMs: number | null
  /** How often each rule spoke; null counts the entries. */
  readonly spoken: Readonly<Record<string, number>> | null
  /** Requests that are still being answered. */
  readonly underWay: number
  readonly declared: readonly Declared[]
  /** Of the command that ran; `none` where it had to be ended, so that it said nothing; null where none ran. */
  readonly exitCode: number | 'none' | null
  /** What is missing, each as a sentence: a server that did not answer, a session that was evicted. */
  readonly lost: readonly string[]
}
