import type { HeaderList } from '../../wire/header-list.ts'
import type { CompiledError } from './compile-error.ts'

/**
 * The headers of an error, its wait as a date written now; `nowMs` is the wall clock. A date has whole seconds: it is never
 * too early.
 */
export const withWait = ({ headers, waitsUntilDate, retryAfterMs }: CompiledError, nowMs: number): HeaderList => {
  const own = [...headers]
  if (waitsUntilDate) {
    const at = new Date(Math.ceil((nowMs + (retryAfterMs ?? 0)) / 1000) * 1000)
    own.push('retry-after', at.toUTCString())
  }
  return own
}
