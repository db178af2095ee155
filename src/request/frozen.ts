/** Freezes a value of JSON with all that it holds, however deep that is nested. */
export const frozen = (value: unknown): unknown => {
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next === 'object' && next !== null)
      for (const one of Object.values(Object.freeze(next))) waiting.push(one)
  }
  return value
}
