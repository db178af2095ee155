import type { Entry } from '../journal/entry.ts'
import type { Sent } from '../wire/wire.ts'
import { bareRecord, record } from './record.ts'
import { sentence } from './sentence.ts'
import type { Stages } from './stages.ts'
import type { Way } from './way.ts'

/** The entry of an exchange; a bare one where the mock fails to say what happened, undefined where it fails at that too. */
export const recorded = (way: Way, sent: Sent, keepBodies: boolean, tried: Stages['tried']): Entry | undefined => {
  const said = tried(way, 'tell', () => sentence(way, sent))
  const entry = said === undefined ? said : tried(way, 'record', () => record(way, said, sent, keepBodies))
  return entry ?? tried(way, 'record', () => bareRecord(way, sent))
}
