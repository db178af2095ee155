/** Text that YAML takes for text, also within brackets; a colon or a hash may mean something else. */
const PLAIN = /^[A-Za-z0-9$/][\w$*./%-]*(?: [\w./%-]+)*$/
const WORD = /^(?:true|false|null|yes|no|on|off)$/i

const textInFlow = (text: string): string =>
  PLAIN.test(text) && !WORD.test(text) && Number.isNaN(Number(text)) ? text : JSON.stringify(text)

/** A value as YAML in one line: `{ status: 503, variant: over-capacity }`. */
export const inFlow = (value: unknown): string => {
  if (typeof value === 'string') return textInFlow(value)
  if (Array.isArray(value)) return `[${value.map(inFlow).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const pairs = Object.entries(value).map(([key, inner]) => `${textInFlow(key)}: ${inFlow(inner)}`)
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}
