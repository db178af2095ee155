import type { Diagnostic } from './diagnostic.ts'
import { formatDiagnostic } from './diagnostic.ts'
import type { Origin } from './shelf.ts'

/** What came of an edit: of a file, or by the control API. */
export interface Reload {
  readonly name: string
  readonly file: string | null
  readonly ok: boolean
  readonly diagnostics: readonly Diagnostic[]
  /** Where its file was deleted: what is in use instead, by its origin, or null for nothing. Null for every other edit. */
  readonly deleted: { readonly instead: Origin | null } | null
}

const ORIGINS: Readonly<Record<Origin, string>> = {
  status: 'made for its status',
  shipped: 'that ships with groq-mock',
  file: 'of another folder',
  inline: 'that was handed over',
  control: 'that was put by the control API',
}

const ofDeleted = (name: string, instead: Origin | null): string =>
  instead === null
    ? `scenario ${name} can't be chosen any more, its file is deleted; sessions that run it keep its last version`
    : `scenario ${name} is now the one ${ORIGINS[instead]}, its file is deleted; each session uses that from its next request on`

/** What an edit came to, for the log. */
export const reloadLine = ({ name, ok, diagnostics, deleted }: Reload): string => {
  if (deleted) return ofDeleted(name, deleted.instead)
  if (ok) return `scenario ${name} was reloaded; each session uses the new version from its next request on`
  return `scenario ${name} was not reloaded, the last good version stays in use:\n${diagnostics.map(formatDiagnostic).join('\n')}`
}
