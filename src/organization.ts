import { hash32 } from './chance.ts'
import { ownText } from './own-text.ts'

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

const idFor = (key: string): string => {
  let id = 'org_01'
  for (let part = 1; part <= 4; part += 1) {
    let bits = hash32(key, part)
    for (let i = 0; i < 6; i += 1) {
      id += LETTERS[bits & 31]
      bits >>>= 5
    }
  }
  return id
}

let last = { key: '', id: idFor('') }

/** `org_01…`: the organization that a key belongs to, always the same for the same key; it reveals nothing of the key. */
export const organizationOf = (key: string | null): string => {
  const named = key ?? ''
  if (last.key !== named) last = { key: named, id: ownText(idFor(named)) }
  return last.id
}
