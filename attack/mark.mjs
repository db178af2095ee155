const checkOf = number => (Math.imul(number + 1, 0x9e3779b1) >>> 16).toString(16).padStart(4, '0')

/** What stands in the URL of a shot: its number, and what tells it from a number that bytes were taken out of. */
export const markOf = number => `shot=${number}-${checkOf(number)}`

const MARK = /[?&]shot=(\d+)-([\da-f]{4})/

/** The number of the shot that a URL is of; -1 for none. */
export const numberIn = url => {
  const [, digits, check] = MARK.exec(url ?? '') ?? []
  return digits !== undefined && checkOf(Number(digits)) === check ? Number(digits) : -1
}
