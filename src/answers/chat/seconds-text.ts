const NANOSECONDS = 1e9

/** `0.000000001` would be `1e-9` as a number; above, sixteen digits may not tell all nanoseconds apart. */
const [LEAST, MOST] = [1000, 1e15]

/** All numbers of three digits, and the same without the zeros at their end: to print a number costs more than to find its text. */
const GROUPS = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, '0'))
const LAST_GROUPS = GROUPS.map(digits => digits.replace(/0+$/, ''))

/** Whole nanoseconds as a number of seconds prints. */
export const secondsText = (ns: number): string => {
  if (ns < LEAST || ns >= MOST) return String(ns / NANOSECONDS)
  const rest = ns % NANOSECONDS
  const whole = (ns - rest) / NANOSECONDS
  if (rest === 0) return String(whole)
  const [milli, micro, nano] = [Math.floor(rest / 1e6), Math.floor(rest / 1000) % 1000, rest % 1000]
  if (nano > 0) return `${whole}.${GROUPS[milli]}${GROUPS[micro]}${LAST_GROUPS[nano]}`
  return micro > 0 ? `${whole}.${GROUPS[milli]}${LAST_GROUPS[micro]}` : `${whole}.${LAST_GROUPS[milli]}`
}
