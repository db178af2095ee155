import type { Entry } from './entry.ts'
import { isoOf } from './iso-of.ts'
import { lineOf, roundedMs } from './line.ts'

/** What JSON writes as it is, but for the quotes around it. */
const PLAIN = /^[ !#-[\]-~]*$/

const asItIs = (text: string): string => `"${text}"`

const isPlain = ({ method, path, because, session, call }: Entry): boolean =>
  PLAIN.test(path) && PLAIN.test(because) && PLAIN.test(session) && PLAIN.test(call) && PLAIN.test(method)

const orNull = (text: string | null): string => (text === null ? 'null' : JSON.stringify(text))

/**
 * The line of an exchange as JSON, as pino would write its fields and its sentence. The texts that make up the sentence are looked
 * at once, and nearly always stand for themselves.
 */
export const jsonLine = (entry: Entry, nowMs: number): string => {
  const { session, id, method, path, status, durationMs, rule, call, attempt, model } = entry
  const quoted = isPlain(entry) ? asItIs : JSON.stringify
  return (
    `{"level":30,"time":"${isoOf(nowMs)}","session":${quoted(session)},"entry":"${id}","method":${quoted(method)}` +
    `,"path":${quoted(path)},"status":${status},"ms":${roundedMs(durationMs)},"rule":${orNull(rule)}` +
    `,"call":${quoted(call)},"attempt":${attempt},"model":${orNull(model)},"msg":${quoted(lineOf(entry))}}\n`
  )
}

let lastSecond = -1
let lastSecondText = ''

/** The time of this machine, as the lines about everything else have it: `12:03:04.567`. */
const timeOf = (atMs: number): string => {
  const second = Math.floor(atMs / 1000)
  if (second !== lastSecond) {
    const at = new Date(second * 1000)
    lastSecondText = [at.getHours(), at.getMinutes(), at.getSeconds()]
      .map(part => String(part).padStart(2, '0'))
      .join(':')
    lastSecond = second
  }
  return `${lastSecondText}.${String(Math.trunc(atMs - second * 1000)).padStart(3, '0')}`
}

const GREEN = 32
const YELLOW = 33
const RED = 31
const MAGENTA = 35
const CYAN = 36

/** A success is green, what the client is to blame for yellow, what the server is red, and what is no answer magenta. */
const colourOf = (status: number | null): number => {
  if (status === null) return MAGENTA
  if (status >= 500) return RED
  if (status >= 400) return YELLOW
  return status >= 300 ? CYAN : GREEN
}

const painted = (text: string, colour: number): string => `\u001b[${colour}m${text}\u001b[39m`

/** The line of an exchange for people. */
export const textLine = (entry: Entry, nowMs: number): string => `[${timeOf(nowMs)}] INFO: ${lineOf(entry)}\n`

/** The same with its status in a colour. */
export const colouredLine = (entry: Entry, nowMs: number): string => {
  const { status } = entry
  const shown = painted(`${status ?? 'no answer'}`, colourOf(status))
  return `[${timeOf(nowMs)}] ${painted('INFO', GREEN)}: ${lineOf(entry, shown)}\n`
}
