import type { Clock } from '../clock/clock.ts'

/** Something that may still be writing. */
interface Writer {
  /** Whether a write is under way: where nobody reads, it may never come back. */
  readonly isWriting: boolean
}

/** What a process leaves behind, and how it ends. */
export interface Leaving {
  readonly writers: readonly Writer[]
  readonly clock: Clock
  readonly exit: (code: number) => void
  /** Ends the process without waiting for anything, and without its exit code. */
  readonly kill: () => void
}

/** A write that is refused or taken is told of much earlier, even where the machine is busy. */
const LONGEST_WRITE_MS = 1000
const LOOK_EVERY_MS = 10

/**
 * Ends the process. An exit waits for the threads that write, and one that nobody reads from, or a disk that hangs, never
 * comes back (docs/facts/node.md §11): then the process is killed.
 */
export const leaveProcess = async ({ writers, clock, exit, kill }: Leaving, code: number): Promise<void> => {
  const hasWrites = (): boolean => writers.some(({ isWriting }) => isWriting)
  for (let waitedMs = 0; hasWrites() && waitedMs < LONGEST_WRITE_MS; waitedMs += LOOK_EVERY_MS)
    await clock.sleep(LOOK_EVERY_MS)
  if (hasWrites()) kill()
  else exit(code)
}
