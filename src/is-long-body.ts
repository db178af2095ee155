const LONG_BYTES = 256 * 1024

/** Whether a request's body of so many bytes is read and understood, and what follows from it is made, in steps; a shorter one at once. */
export const isLongBody = (bytes: number): boolean => bytes >= LONG_BYTES
