import { version } from '../version.ts'
import type { Entry } from './entry.ts'
import { entrySchema } from './entry-schema.ts'

/** What a file of a journal says of itself in its first line, and wherever a server or a part begins. */
export interface Header {
  readonly format: typeof FORMAT
  readonly version: typeof VERSION
  /** One start of a server. */
  readonly run: string
  /** Which file of that run, from 1. */
  readonly part: number
  /** ISO 8601 with milliseconds. */
  readonly at: string
  /** The version of groq-mock that wrote it. */
  readonly by: string
}

/** An entry, and what it takes to judge it without the server that wrote it. */
export interface FiledEntry {
  readonly entry: Entry
  /** The scenario that its session ran. */
  readonly scenario: string
  /** Counts the beginnings of sessions in a run, from 1: after a reset a session of the same name has another number. */
  readonly life: number
}

/** One line of the file. */
export type JournalLine =
  | { readonly kind: 'header'; readonly header: Header }
  | ({ readonly kind: 'entry' } & FiledEntry)
  /** So many entries are missing here, as they could not be written. */
  | { readonly kind: 'lost'; readonly entries: number }
  /** Somebody had the journal of a session forgotten: what came before it is not to be counted. */
  | { readonly kind: 'cleared'; readonly session: string }

const FORMAT = 'groq-mock-journal'
/** Another one where a reader would misread what is written, or miss a property of entries. */
const VERSION = 1

export const headerLine = (run: string, part: number, at: string): string =>
  `${JSON.stringify({ format: FORMAT, version: VERSION, run, part, at, by: version } satisfies Header)}\n`

export const entryLine = ({ entry, scenario, life }: FiledEntry): string =>
  `${JSON.stringify({ ...entry, scenario, life })}\n`

export const lostLine = (entries: number): string => `${JSON.stringify({ lost: entries })}\n`

export const clearedLine = (session: string): string => `${JSON.stringify({ cleared: session })}\n`

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 1

const readHeader = (fields: Fields): JournalLine | string => {
  const { format, version: of, run, part } = fields
  if (format !== FORMAT) return `its format is ${JSON.stringify(format)}; expected "${FORMAT}"`
  if (of !== VERSION)
    return `it is a journal of version ${JSON.stringify(of)}; groq-mock ${version} reads version ${VERSION}`
  if (typeof run !== 'string' || !isCount(part)) return 'this header has no "run", or no "part" from 1'
  return { kind: 'header', header: fields as unknown as Header }
}

const readEntry = ({ scenario, life, ...entry }: Fields): JournalLine | string => {
  const missing = entrySchema.required.find(name => !Object.hasOwn(entry, name))
  if (missing !== undefined) return `this is no entry of a journal: it has no "${missing}"`
  if (typeof scenario !== 'string' || !isCount(life)) return 'this entry has no "scenario", or no "life" from 1'
  return { kind: 'entry', entry: entry as unknown as Entry, scenario, life }
}

/** What a line says, or as a sentence why it says nothing; null for one that is no JSON, as where writing was broken off. */
export const readJournalLine = (text: string): JournalLine | string | null => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (!isObject(value)) return 'this is no object'
  if (Object.hasOwn(value, 'format')) return readHeader(value)
  if (isCount(value.lost)) return { kind: 'lost', entries: value.lost }
  if (typeof value.cleared === 'string') return { kind: 'cleared', session: value.cleared }
  return readEntry(value)
}
