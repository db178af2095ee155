/** Timers of clients and the way over loopback: a few milliseconds in measurements; fifty leave room for a busy machine. */
const GRACE_MS = 50
/** Clocks of clients, and waits that are computed before the answer was read to its end. */
const GRACE_SHARE = 0.05

/** How much sooner than it was told a client may come, in milliseconds, and still count as having waited. */
export const graceMs = (toldMs: number): number => GRACE_MS + GRACE_SHARE * toldMs
