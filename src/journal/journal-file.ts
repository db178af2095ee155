import { ulid } from 'ulid'
import { unseeded } from '../chance.ts'
import { LogSink } from '../log/log-sink.ts'
import type { Entry } from './entry.ts'
import { clearedLine, entryLine, headerLine, lostLine } from './journal-line.ts'
import { RotatingFile, type RotatingParts } from './rotating-file.ts'

/** How the writing of the file fares. */
export interface JournalFileState {
  /** Entries that were given up since the start. */
  readonly entriesLost: number
  /** What keeps entries from being written now, without the path; null for nothing. */
  readonly trouble: string | null
}

/** What a file of the journal is made of. */
export interface JournalFileParts extends Omit<RotatingParts, 'header' | 'onShared'> {
  /** Takes what whoever runs the server should know. */
  readonly tell: (message: string) => void
  /** Whether what is there ends within a line. */
  readonly isCut: boolean
}

const ALONE = 'what is read from it then may be of the wrong run. Give each server a file of its own'

/** How much waits to be written. */
const MOST_WAITING_BYTES = 8 * 1024 ** 2

/**
 * The journal on disk, for those who need it to outlast the server: entries as they are recorded, one a line. Nobody waits for
 * it: what can't be written waits, up to 8 MiB, and then is lost and counted, in the file too.
 */
export class JournalFile {
  readonly #parts: JournalFileParts
  readonly #run: string
  readonly #file: RotatingFile
  readonly #sink: LogSink
  readonly #lives = new WeakMap<object, number>()
  #begun = 0
  #isShared = false
  #ended: Promise<void> | null = null

  constructor(parts: JournalFileParts) {
    const { clock, tell, path, mostBytes, handle, bytes } = parts
    this.#parts = parts
    this.#run = ulid(clock.now(), unseeded).toLowerCase()
    this.#file = new RotatingFile({
      ...{ path, mostBytes, handle, bytes, clock },
      header: part => this.#header(part),
      onShared: () => this.#tellShared(),
    })
    this.#sink = new LogSink({
      clock,
      tell,
      write: (piece, done) => this.#file.write(piece, done),
      writeNow: piece => this.#file.writeNow(piece),
      onMended: lost => this.#sink.write(lostLine(lost)),
      mostBytes: MOST_WAITING_BYTES,
      inWords: trouble =>
        `the journal file ${path} can't be written: ${trouble}. Requests are served all the same. Up to 8 MiB of entries ` +
        'wait; what comes then is lost, and counted as journalFile.entriesLost in /__mock/ready.',
    })
  }

  get state(): JournalFileState {
    return { entriesLost: this.#sink.linesLost, trouble: this.#sink.trouble }
  }

  /** Whether a write is under way: on a disk that hangs it may never come back. */
  get isWriting(): boolean {
    return this.#sink.isWriting
  }

  /** Says that a server begins; before it nothing can happen that would have to be written. */
  begin(): void {
    this.#sink.write(`${this.#parts.isCut ? '\n' : ''}${this.#header(1)}`)
  }

  /** Takes an entry. `life` is the life of its session, and `scenario` what that runs. */
  add(entry: Entry, scenario: string, life: object): void {
    this.#sink.write(entryLine({ entry, scenario, life: this.#numberOf(life) }))
  }

  /** Says that the journal of a session was cleared. */
  cleared(session: string): void {
    this.#sink.write(clearedLine(session))
  }

  /** Writes what waits and ends, or gives up what can't be written; says how much that is. */
  end(): Promise<void> {
    this.#ended ??= this.#end()
    return this.#ended
  }

  async #end(): Promise<void> {
    await this.#sink.end()
    if (!this.#sink.isWriting) await this.#file.close().catch(() => {})
    const { entriesLost, trouble } = this.state
    if (entriesLost > 0)
      this.#parts.tell(
        `${entriesLost} entries are missing in the journal file ${this.#parts.path}${trouble ? ` (${trouble})` : ''}`,
      )
  }

  /** Writes what waits when the process ends before it was told to, if that goes at once. */
  flushSync(): void {
    this.#sink.flushSync()
  }

  #tellShared(): void {
    if (!this.#isShared) this.#parts.tell(`somebody else writes to the journal file ${this.#parts.path} too: ${ALONE}`)
    this.#isShared = true
  }

  #header(part: number): string {
    return headerLine(this.#run, part, new Date(this.#parts.clock.now()).toISOString())
  }

  #numberOf(life: object): number {
    const known = this.#lives.get(life)
    if (known !== undefined) return known
    this.#begun += 1
    this.#lives.set(life, this.#begun)
    return this.#begun
  }
}
