/** Behind the empty line that ends an event. */
const BEHIND_AN_EVENT = /(?<=\r\n\r\n|\n\n|\r\r)/

// the body of a rule is the same for every request
const known = new WeakMap<Uint8Array, readonly Uint8Array[]>()

/** The events of a literal body, byte for byte; what stands behind the last of them is one more. */
export const eventsIn = (body: Uint8Array): readonly Uint8Array[] => {
  const before = known.get(body)
  if (before) return before
  const events = Buffer.from(body)
    .toString('latin1')
    .split(BEHIND_AN_EVENT)
    .map(event => Buffer.from(event, 'latin1'))
  known.set(body, events)
  return events
}
