import { ownText } from '../own-text.ts'

/** Gives every text in a tree of objects and lists memory of its own (`ownText`), in place; what stands in it twice is met once. */
export const withOwnTexts = (value: unknown, met = new Set<object>()): unknown => {
  if (typeof value === 'string') return ownText(value)
  if (typeof value !== 'object' || value === null || met.has(value)) return value
  met.add(value)
  const members = value as Record<string, unknown>
  for (const [key, member] of Object.entries(members)) {
    const own = withOwnTexts(member, met)
    if (own !== member) members[key] = own
  }
  return value
}
