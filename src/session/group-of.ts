import { shortText } from '../short-text.ts'

/** What equal requests of one key have in common; short, however long the key is. */
export const groupOf = (fingerprint: string, key: string | null): string => `${fingerprint} ${shortText(key ?? '')}`
