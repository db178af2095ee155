import { ulid } from 'ulid'
import { hash32 } from '../chance.ts'
import type { Fresh } from './answer.ts'

/** A prefix and a lowercase ULID, as Groq names things: another for each answer, and in one answer another for each name. */
export const freshId = (prefix: string, { uuid, nowMs }: Fresh, name = ''): string => {
  let letters = 0
  const luck = (): number => {
    letters += 1
    return hash32(`${uuid} ${prefix} ${name}`, letters) / 2 ** 32
  }
  return `${prefix}_${ulid(nowMs, luck).toLowerCase()}`
}
