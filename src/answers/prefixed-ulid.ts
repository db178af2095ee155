import { ulid } from 'ulid'
import { hash32 } from '../chance.ts'
import type { Fresh } from '../fresh.ts'

/**
 * A prefix and a lowercase ULID, as Groq names things (docs/facts/groq-wire.md §2.3). It depends on its inputs alone; the name
 * keeps the ids of one answer apart.
 */
export const prefixedUlid = (prefix: string, { uuid, nowMs }: Pick<Fresh, 'uuid' | 'nowMs'>, name = ''): string => {
  let letters = 0
  const luck = (): number => {
    letters += 1
    return hash32(`${uuid} ${prefix} ${name}`, letters) / 2 ** 32
  }
  return `${prefix}_${ulid(nowMs, luck).toLowerCase()}`
}
