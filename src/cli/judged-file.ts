import type { JournalRecord } from '../journal/journal-records.ts'
import { readJournalFile } from '../journal/read-journal-file.ts'
import type { Library } from '../scenario/library.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { scenarioFor } from '../start.ts'
import { UsageError } from '../usage-error.ts'
import { type Judge, openJudge } from '../verdict/judge.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { inOneLine } from './in-one-line.ts'

/** A file of a journal, and what is asked of it. */
export interface FileOrder {
  readonly file: string
  readonly session: string
  /** The scenario, by name or file, whose `expect` counts; null for the shipped one that the file names. */
  readonly scenario: string | null
  readonly strict: boolean
}

const given = (word: string, library: Library): Scenario => inOneLine(() => scenarioFor(library, word))

const namedIn = (name: string, library: Library): Scenario => {
  if (library.shelved(name)) return given(name, library)
  throw new UsageError(
    `The session ran scenario "${name}", which is none of the shipped ones. Give its file: --scenario FILE.`,
  )
}

/** The last time that a session began, as far as the file tells of it. */
interface Life {
  readonly run: string
  readonly life: number
  readonly judge: Judge
  readonly lost: string[]
}

type EntryRecord = Extract<JournalRecord, { kind: 'entry' }>

/** Follows one session through the records of a file. */
class SessionInFile {
  readonly sessions = new Set<string>()
  last: Life | null = null
  /** The first thing that is missing, wherever it is. */
  firstMissing: string | null = null
  /** What is missing of this run of the server, since the journal of the session was cleared. */
  #missing: string[] = []
  readonly #order: FileOrder
  readonly #library: Library
  readonly #given: Scenario | null

  constructor(order: FileOrder, library: Library) {
    this.#order = order
    this.#library = library
    this.#given = order.scenario === null ? null : given(order.scenario, library)
  }

  add(record: JournalRecord): void {
    if (record.kind === 'missing') this.#addMissing(record.says)
    if (record.kind === 'run') this.#missing = []
    if (record.kind === 'cleared' && record.session === this.#order.session) {
      this.last = null
      this.#missing = []
    }
    if (record.kind === 'entry') this.#addEntry(record)
  }

  #addMissing(says: string): void {
    this.firstMissing ??= says
    this.#missing.push(says)
    this.last?.lost.push(says)
  }

  #addEntry({ entry, run, life, scenario }: EntryRecord): void {
    this.sessions.add(entry.session)
    if (entry.session !== this.#order.session) return
    if (this.last?.run !== run || this.last.life !== life) this.last = this.#begun(scenario, run, life, entry.offsetMs)
    this.last.judge.add(entry)
  }

  #begun(name: string, run: string, life: number, offsetMs: number): Life {
    const { session, strict } = this.#order
    const scenario = this.#given ?? namedIn(name, this.#library)
    // how fast session time ran is not in the file
    const trial = { session, scenario: scenario.name, contract: scenario.contract, speed: 1, strict }
    // a session begins with its first request; where that is not the first here, it may be among what is missing
    return { run, life, judge: openJudge(trial), lost: offsetMs > 0 ? [...this.#missing] : [] }
  }
}

/**
 * The verdict on what a session did, as the file of a journal has it: from the last time on that the session began. Throws
 * `UsageError` where the file can't be read, or has nothing of that session.
 */
export const judgedFile = async (order: FileOrder, library: Library): Promise<Verdict> => {
  const seen = new SessionInFile(order, library)
  for await (const record of readJournalFile(order.file)) seen.add(record)
  if (seen.last === null) throw new UsageError(noneOf(order, seen))
  const { judge, lost } = seen.last
  return judge.close({ evicted: 0, lateMs: null, spoken: null, underWay: 0, declared: [], exitCode: null, lost })
}

const MOST_NAMES = 5

const noneOf = ({ file, session }: FileOrder, { sessions, firstMissing }: SessionInFile): string => {
  const names = [...sessions]
  const perhaps = firstMissing === null ? '' : ` It may have been in what is missing: ${firstMissing}.`
  const shown = names.slice(0, MOST_NAMES).join(', ') + (names.length > MOST_NAMES ? ' and others' : '')
  return `The journal file ${file} has nothing of session "${session}". ${names.length === 0 ? 'It has no entries.' : `It has: ${shown}. Name one with --session ID.`}${perhaps}`
}
