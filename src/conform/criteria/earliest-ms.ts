/** How soon a client may be back that is to wait so long. As the verdict allows: clocks and timers are not the same on both sides. */
export const earliestMs = (minMs: number): number => minMs * 0.95 - 50
