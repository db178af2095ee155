import type { Stored } from './shelf.ts'

/** What a file is for: the input of batches, or what one of them gave. */
export type FilePurpose = 'batch' | 'batch_output'

/** A file that a session keeps, with its bytes. */
export interface StoredFile extends Stored {
  readonly filename: string
  readonly purpose: FilePurpose
  /** Wall clock, milliseconds. */
  readonly createdAtMs: number
  readonly content: Uint8Array
  /** Equal for equal bytes; letters of an HTTP token. */
  readonly hash: string
}
