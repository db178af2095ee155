import type { Hold } from '../limits/hold.ts'
import type { Ended } from './ending.ts'

/** How an exchange ended, and what is to be given back. */
export interface Settlement extends Ended {
  /** What it held; null for nothing. */
  readonly hold: Hold | null
  /** Whether anything of the answer left. */
  readonly hasBegun: boolean
}
