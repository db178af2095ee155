import type { Entry } from '../journal/entry.ts'
import type { LightEntry } from './shapes.ts'

/** An entry as thousands of them are held. Whoever opens one asks for it anew, with its body. */
export const light = (entry: Entry): LightEntry => ({ ...entry, kept: null })
