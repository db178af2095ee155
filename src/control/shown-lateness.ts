import type { Late } from '../clock/lateness.ts'

/** How late the server was, as answers show it. */
export const shownLateness = ({ p99Ms, maxMs }: Late) => ({ lateMs: p99Ms, lateMaxMs: maxMs })
