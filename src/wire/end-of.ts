/** How much of a body that comes bit by bit is remembered, in bytes: an error that ends it is smaller. */
const MOST_BYTES = 4096

/** The end of a body by now: what it ended with, and more. */
export const endOf = (before: Uint8Array | string | null, more: Uint8Array): Uint8Array => {
  if (before === null || before.length === 0 || more.length >= MOST_BYTES) return more.subarray(-MOST_BYTES)
  return Buffer.concat([typeof before === 'string' ? Buffer.from(before) : before, more]).subarray(-MOST_BYTES)
}
