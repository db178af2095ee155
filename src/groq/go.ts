/**
 * How Groq's servers, written in Go, put JSON and durations into text. Observed: `<`, `>` and `&` come as
 * `\u003c`, `\u003e`, `\u0026` in dumps of `failed_generation`; bodies are compact and end in one line feed;
 * durations read `665ms`, `4.77s`, `34.1475s`, `1m26.4s`, `2h13m0s` (docs/facts/groq-wire.md §1.1, §1.10).
 */

/** Text in which nothing has to be escaped. */
const PLAIN = /^[ !#-%'-;=?-[\]-~]*$/
const ESCAPED = /[<>&\u2028\u2029]/g

/** Compact JSON as Go's encoder writes it, without the line feed. */
export const goJson = (value: unknown): string => {
  // most texts have nothing to escape
  if (typeof value === 'string' && PLAIN.test(value)) return `"${value}"`
  return JSON.stringify(value).replace(ESCAPED, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const LONGEST_MS = 1e15

/** What is behind the point, of billionths. */
const fraction = (nanos: number): string => (nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`)

/**
 * A duration as Go's `time.Duration` prints it, to the nanosecond: `0s`, `857ns`, `700µs`, `665ms`, `1.482857142s`, `1m26.4s`,
 * `2h0m0s`.
 */
export const goDuration = (ms: number): string => {
  const bounded = Math.max(0, Math.min(ms, LONGEST_MS))
  const whole = Math.floor(bounded / 1000)
  // a number of floating point may be a hair off its nanosecond
  const rounded = Math.round((bounded - whole * 1000) * 1e6)
  const [total, nanos] = rounded < 1e9 ? [whole, rounded] : [whole + 1, 0]
  if (total === 0) {
    if (nanos === 0) return '0s'
    if (nanos < 1000) return `${nanos}ns`
    return nanos < 1_000_000 ? `${nanos / 1000}µs` : `${nanos / 1_000_000}ms`
  }
  const hours = Math.floor(total / 3600)
  const minutes = Math.floor(total / 60) % 60
  const seconds = `${total % 60}${fraction(nanos)}s`
  if (hours > 0) return `${hours}h${minutes}m${seconds}`
  return minutes > 0 ? `${minutes}m${seconds}` : seconds
}

const DURATION = /^(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9}(?:\.\d{1,9})?)(s|ms|µs|us))?$/
const UNITS_MS: Readonly<Record<string, number>> = { s: 1000, ms: 1, µs: 0.001, us: 0.001 }

/** The same read back, in milliseconds; null for what is no duration. */
export const parseGoDuration = (text: string): number | null => {
  const parts = text === '' ? null : DURATION.exec(text)
  if (!parts) return null
  const [, hours = 0, minutes = 0, rest = 0, unit = 's'] = parts
  // what floating point adds is none of it
  const ms = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(rest) * (UNITS_MS[unit] ?? 0)
  return Number(ms.toFixed(6))
}
