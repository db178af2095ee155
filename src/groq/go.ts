/**
 * How Groq's servers, written in Go, put JSON and durations into text. Observed: `<`, `>` and `&` come as
 * `\u003c`, `\u003e`, `\u0026` in dumps of `failed_generation`; bodies are compact and end in one line feed;
 * durations read `665ms`, `4.77s`, `1m26.4s`, `2h13m0s`.
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

/** A duration as Go's `time.Duration` prints it, whole milliseconds: `0s`, `665ms`, `1.5s`, `1m26.4s`, `2h0m0s`. */
export const goDuration = (ms: number): string => {
  const whole = Math.max(0, Math.trunc(ms))
  if (whole === 0) return '0s'
  if (whole < 1000) return `${whole}ms`
  const hours = Math.floor(whole / 3_600_000)
  const minutes = Math.floor(whole / 60_000) % 60
  const seconds = `${(whole % 60_000) / 1000}s`
  if (hours > 0) return `${hours}h${minutes}m${seconds}`
  return minutes > 0 ? `${minutes}m${seconds}` : seconds
}
