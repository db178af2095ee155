const NANOSECONDS = 1e9

/** `0.000000001` would be `1e-9` as a number; above, sixteen digits may not tell all nanoseconds apart. */
const [LEAST, MOST] = [1000, 1e15]

/** Whole nanoseconds as a number of seconds prints: whole numbers print in a fraction of the time that others take. */
export const secondsText = (ns: number): string => {
  if (ns < LEAST || ns >= MOST) return String(ns / NANOSECONDS)
  let rest = ns % NANOSECONDS
  const whole = (ns - rest) / NANOSECONDS
  if (rest === 0) return String(whole)
  let digits = 9
  while (rest % 10 === 0) {
    rest /= 10
    digits -= 1
  }
  return `${whole}.${String(rest).padStart(digits, '0')}`
}
