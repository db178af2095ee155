import { hash } from 'node:crypto'

const LONGEST_KEY = 100

/** What equal requests of one key have in common; short, however long the key is. */
export const groupOf = (fingerprint: string, key: string | null): string => {
  const short = key === null || key.length <= LONGEST_KEY ? (key ?? '') : hash('sha1', key, 'base64url')
  return `${fingerprint} ${short}`
}
