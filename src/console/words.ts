import type { LightEntry } from './shapes.ts'

/** What was sent, in a word. */
export const statusOf = ({ status, flaws }: Pick<LightEntry, 'status' | 'flaws'>): string =>
  [status === null ? '' : String(status), ...flaws].filter(word => word !== '').join(' ') || 'nothing'

/** The class that colours it. */
export const classOf = ({ status, flaws, endedBy }: Pick<LightEntry, 'status' | 'flaws' | 'endedBy'>): string => {
  if (endedBy === 'client' || status === 499) return 'left'
  if (status === null || flaws.length > 0) return 'broken'
  return status < 400 ? 'good' : status === 429 || status >= 498 ? 'retry' : 'bad'
}

const two = (part: number): string => String(part).padStart(2, '0')

/** `12:03:44.120`, as the clock on the wall here has it. */
export const clockOf = (at: string): string => {
  const date = new Date(at)
  // `toLocaleTimeString` takes longer than all else of a row
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two)
  return `${parts.join(':')}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

/** Session time: `1:02:03.4`. */
export const sessionTime = (ms: number): string => {
  const seconds = Math.floor(ms / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return `${hours}:${two(minutes)}:${two(seconds % 60)}.${Math.floor(ms / 100) % 10}`
}
