import type { PrintedLine } from '../printed-lines.ts'
import { type Criterion, count, keys } from './criterion.ts'

export interface Reported {
  readonly text?: string
  readonly finish?: string
  readonly status?: number
  readonly error?: true
  readonly message?: string
}

const SHOWN = 60

const quoted = (text: string | null): string => {
  if (text === null) return 'nothing'
  return JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text)
}

const ofSuccess = ({ text, finish }: Reported, line: PrintedLine): string | null => {
  if (text !== undefined && line.text !== text) return `it read ${quoted(line.text)} where ${quoted(text)} was said`
  if (finish !== undefined && line.finish !== finish)
    return `it reported ${line.finish ?? 'nothing'} as the reason of the end, not ${finish}`
  return null
}

const ofFailure = ({ status, error, message }: Reported, line: PrintedLine): string | null => {
  if (status !== undefined && line.status !== status)
    return `it reported ${line.status === null ? 'no status' : `status ${line.status}`}, not ${status}`
  if (error === true && !line.error) return 'its error has no name'
  if (message !== undefined && !line.message?.includes(message)) return `its message does not say ${quoted(message)}`
  return null
}

/** What whoever made a call is told. Texts and reasons are those of successes, the rest that of failures. */
export const reported: Criterion<Reported> = {
  schema: keys('What whoever made a call is told.', {
    text: { type: 'string', description: 'Of a success: exactly this text.' },
    finish: { type: 'string', description: 'Of a success: this finish_reason.' },
    status: count('Of a failure: this status.'),
    error: { const: true, expects: 'true', description: 'Of a failure: an error with a name.' },
    message: { type: 'string', minLength: 1, description: 'Of a failure: a message that contains this.' },
  }),
  check: (wanted, { printed }) => {
    for (const line of printed) {
      const wrong = line.ok ? ofSuccess(wanted, line) : ofFailure(wanted, line)
      if (wrong !== null) return wrong
    }
    return null
  },
}
