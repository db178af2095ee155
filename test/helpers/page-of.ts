import { atOnce } from '#src/in-turns'
import type { EntryFilter } from '#src/journal/entry-filter'
import type { Page } from '#src/journal/held'
import type { Journal } from '#src/journal/journal'

/** A page of a journal, without a rest. */
export const pageOf = (journal: Journal, session: string, filter: EntryFilter): Page =>
  atOnce(journal.page(session, filter))
