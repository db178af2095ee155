let lastSecond = -1
let lastSecondText = ''

/** A moment as ISO 8601 with milliseconds. The part of it that says the second is made once a second. */
export const isoOf = (atMs: number): string => {
  const second = Math.floor(atMs / 1000)
  if (second !== lastSecond) {
    lastSecondText = new Date(second * 1000).toISOString().slice(0, -4)
    lastSecond = second
  }
  const ms = Math.trunc(atMs - second * 1000)
  return `${lastSecondText}${ms < 10 ? '00' : ms < 100 ? '0' : ''}${ms}Z`
}
