/** How much may still be done in this turn, counted in lines; all work takes from it. */
export interface Effort {
  left: number
}

/** A long line is as much to do as several short ones. */
const BYTES_A_LINE = 16 * 1024

/** Counts a line. */
export const spend = (effort: Effort, bytes: number): void => {
  effort.left -= 1 + bytes / BYTES_A_LINE
}
