import type { Entry } from '../journal/entry.ts'

/** A session, as the control API shows it. */
export interface ShownSession {
  readonly id: string
  readonly scenario: string
  readonly seed: number
  readonly createdAt: string
  readonly clock: { readonly sessionMs: number; readonly speed: number }
  readonly entries: number
  readonly rules: readonly { readonly name: string; readonly matched: number; readonly spoken: number }[]
}

export interface SessionList {
  readonly sessions: readonly ShownSession[]
  /** Tells the runs of the server apart. */
  readonly run: string
}

export interface JournalPage {
  readonly entries: readonly Entry[]
  readonly next: string | null
  readonly evicted: number
}

export interface ListedScenario {
  readonly name: string
  readonly origin: string
  readonly about: string | null
  readonly ok: boolean
}

export interface Diagnostic {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly severity: 'error' | 'warning'
  readonly message: string
  readonly hint?: string
}

export interface ShownScenario extends ListedScenario {
  readonly file: string | null
  readonly text: string
  readonly diagnostics: readonly Diagnostic[]
  readonly lastReload: { readonly ok: boolean; readonly diagnostics: readonly Diagnostic[] } | null
  /** The text of an edit that was not taken; null for none. */
  readonly edited: string | null
}

export interface Bucket {
  readonly dimension: string
  readonly limit: number
  readonly burst: number | null
  readonly used: number
  readonly remaining: number
  readonly reset: string
}

export interface ShownLimits {
  readonly plan: string
  readonly limits: readonly {
    readonly organization: string
    readonly model: string
    readonly buckets: readonly Bucket[]
  }[]
  readonly flex: { readonly room: number | string | null; readonly served: number }
  readonly capacity: { readonly room: number | null; readonly served: number }
}

export interface ShownInjection {
  readonly id: string
  readonly rule: string
  readonly says: string
  readonly times: number
  readonly left: number
}

/** An entry without what is kept of its request, which may be megabytes. */
export interface LightEntry extends Entry {
  readonly kept: null
}
