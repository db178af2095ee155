import type { Entry } from './entry.ts'

/** Fields that entries can be asked for by value. */
const fields = [
  'status',
  'endpoint',
  'call',
  'rule',
  'outcome',
  'attempt',
  'endedBy',
  'model',
] as const satisfies (keyof Entry)[]

/** What may be asked of a journal; all that is said must hold. */
export interface EntryFilter extends Partial<Pick<Entry, (typeof fields)[number]>> {
  /** The id of an entry: only what was recorded after it. */
  readonly since?: string
  /** The id of an entry, or `latest`: what was recorded before it, from the newest on. */
  readonly before?: string
  /** How many at most. */
  readonly limit?: number
}

/** Whether all that a filter says of an entry itself holds. */
export const fits = (entry: Entry, filter: EntryFilter): boolean =>
  fields.every(field => {
    const asked = filter[field]
    // a rule that only changed the answer had its part in it too
    return asked === undefined || asked === entry[field] || (field === 'rule' && entry.rules.includes(String(asked)))
  })
