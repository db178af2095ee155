import type { Entry } from './entry.ts'

/** Fields that entries can be asked for by value: those that many entries have in common, and those of an entry alone. */
const common = ['status', 'endpoint', 'rule', 'outcome', 'endedBy', 'model'] as const satisfies (keyof Entry)[]
const own = ['call', 'attempt'] as const satisfies (keyof Entry)[]

/** What may be asked of a journal; all that is said must hold. */
export interface EntryFilter extends Partial<Pick<Entry, (typeof common | typeof own)[number]>> {
  /** The id of an entry: only what was recorded after it. */
  readonly since?: string
  /** The id of an entry, or `latest`: what was recorded before it, from the newest on. */
  readonly before?: string
  /** How many at most. */
  readonly limit?: number
}

/** Whether what a filter says of things that entries have in common holds. */
export const mayFit = (entry: Pick<Entry, (typeof common)[number] | 'rules'>, filter: EntryFilter): boolean =>
  common.every(field => {
    const asked = filter[field]
    // a rule that only changed the answer had its part in it too
    return asked === undefined || asked === entry[field] || (field === 'rule' && entry.rules.includes(String(asked)))
  })

/** Whether what it says of an entry alone holds. */
export const fits = (entry: Entry, filter: EntryFilter): boolean =>
  own.every(field => filter[field] === undefined || filter[field] === entry[field])
