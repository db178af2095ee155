import type { Criteria } from './criteria/index.ts'

export const levels = ['MUST', 'SHOULD', 'INFO'] as const

/** MUST only where a document says so; INFO is shown and not judged. */
export type Level = (typeof levels)[number]

/** What is asked of the client. */
export interface CaseRequest {
  readonly endpoint: 'chat.completions'
  /** Of the first call; further calls have the number of the call behind the last message, so that no two are equal. */
  readonly body: Readonly<Record<string, unknown>> & { readonly messages: readonly Message[] }
  readonly stream?: boolean
  readonly calls?: number
  readonly concurrency?: number
  readonly timeoutMs?: number
  readonly cancelAfterMs?: number
  readonly idempotencyKey?: string
}

interface Message {
  readonly role: string
  readonly content: string
}

/** One case of the suite. */
export interface Case {
  readonly id: string
  readonly family: string
  readonly title: string
  readonly level: Level
  readonly source: { readonly document: string; readonly section: string; readonly url: string }
  /** A scenario as a value, with the keys that YAML has. */
  readonly scenario: object
  readonly request: CaseRequest
  /** When the runner is ended though it may go on for long: what it did until then is judged. */
  readonly patienceMs?: number
  /** What a client does that is right. */
  readonly ok: Criteria
  /** What is not as it should be, and can be lived with. */
  readonly tolerated?: Criteria
}

/** A file of cases. */
export interface Suite {
  readonly format: 'groq-mock-conformance'
  readonly version: 1
  readonly cases: readonly Case[]
}

/** The results that a case can have. */
export const words = ['OK', 'NON-STRICT', 'FAILED', 'INFORMATIONAL', 'MISSING'] as const
export type ResultWord = (typeof words)[number]
