import { readFileSync } from 'node:fs'

/** Linux counts the time of processes in hundredths of a second for whoever reads it. */
const MICROS_OF_A_TICK = 10_000

/** Whether this system tells what other processes use. */
const hasProc = process.platform === 'linux'

/** How CPU time is measured here, for the reader of a table. */
export const cpuTold = hasProc ? 'CPU time from /proc/PID/stat' : 'CPU time by process.cpuUsage of each server'

/**
 * The CPU time that a process has used, with all its threads, in µs: in all, and of it what the program itself took, without the
 * system. Null where the system does not tell.
 */
export const cpuOf = pid => {
  if (!hasProc) return null
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // a name may have blanks and brackets, so it is counted from its end
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [user, system] = [Number(fields[11]), Number(fields[12])]
  return { micros: (user + system) * MICROS_OF_A_TICK, userMicros: user * MICROS_OF_A_TICK }
}

/** The bytes of memory that a process has now and had at most; null where the system does not tell. */
export const residentOf = pid => {
  if (!hasProc) return null
  const text = readFileSync(`/proc/${pid}/status`, 'utf8')
  const bytes = name => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]) * 1024
  return { now: bytes('VmRSS'), most: bytes('VmHWM') }
}
