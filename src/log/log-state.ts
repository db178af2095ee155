/** How the writing of the log fares: what every place that shows counters has to say of it. */
export interface LogState {
  /** Lines that were given up since the start. */
  readonly linesLost: number
  /** What keeps lines from being written now, such as `ENOSPC: no space left on device`; null for nothing. */
  readonly trouble: string | null
}

/** The state of a log that nothing can happen to. */
export const soundLog: LogState = { linesLost: 0, trouble: null }
