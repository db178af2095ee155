import type { OperationId } from './endpoints.ts'

/** What an operation does with the file part of its form. */
export interface Upload {
  /** `audio`: its length is read; `keep`: its bytes are kept. */
  readonly use: 'audio' | 'keep'
  /** The largest file that is taken, where the scenario says nothing else. */
  readonly maxBytes: number
  readonly provenance: 'documented' | 'observed'
  readonly source: string
}

/**
 * The largest body or file of most operations: observed on audio, 26 214 400 bytes pass and 26 738 688 do not
 * (docs/facts/groq-wire.md §1.8).
 */
export const usualMaxBytes = 25 * 1024 ** 2

const audio = {
  use: 'audio',
  maxBytes: usualMaxBytes,
  provenance: 'observed',
  source: 'measured Aug 2026: 26 214 400 bytes pass, 26 738 688 do not; documentation says 25 MB',
} as const

/** The operations that take a form, each with what it does with the file. */
export const uploads = {
  createTranscription: audio,
  createTranslation: audio,
  uploadFile: {
    use: 'keep',
    maxBytes: 100_000_000,
    provenance: 'documented',
    source: 'API reference: 100 MB; the page on batches says 200 MB',
  },
} as const satisfies Partial<Record<OperationId, Upload>>

/** What an operation does with the file of its form; one that takes no form has no use for it. */
export const uploadOf = (operation: OperationId): Upload =>
  (uploads as Partial<Record<OperationId, Upload>>)[operation] ?? audio
