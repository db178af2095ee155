import type { EndpointName } from '../groq/endpoints.ts'
import { textBytes } from '../own-text.ts'
import { Tally } from '../tally.ts'
import { type Batch, isOver, withStatus } from './batch.ts'
import type { FineTuning } from './fine-tuning.ts'
import { Room } from './room.ts'
import { Shelf } from './shelf.ts'
import type { StoredFile } from './stored-file.ts'

const MOST = 1000
/** What the files and batches of one session take: a quarter of what all may. */
export const SESSION_BYTES = 256 * 1024 ** 2
/** What anything takes in memory, beside its texts. */
const ITEM_BYTES = 600

const textsIn = (item: object): number =>
  Object.values(item).reduce((sum, value) => sum + (typeof value === 'string' ? textBytes(value) : 0), ITEM_BYTES)

const bytesOfBatch = ({ errors, creator }: Batch): number =>
  errors.reduce((sum, error) => sum + textsIn(error), 2 * ITEM_BYTES + textsIn(creator))

/** How much a session keeps. */
interface Bounds {
  /** Of the contents of files. */
  readonly mostBytes: number
  /** Counts what there is beside them. */
  readonly tally: Tally
}

/** What the requests of a session have made and may ask for again; gone with the session. */
export class Resources {
  readonly room: Room
  readonly files: Shelf<StoredFile>
  readonly batches: Shelf<Batch>
  readonly fineTunings: Shelf<FineTuning>
  readonly #mostBytes: number
  readonly #tally: Tally
  readonly #onBatch: () => void

  /** Takes its bytes from a room that all sessions share; `onBatch` is called when there is a new batch to run. */
  constructor(shared: Room | null = null, onBatch: () => void = () => {}, bounds: Partial<Bounds> = {}) {
    const { mostBytes = SESSION_BYTES } = bounds
    const tally = new Tally(bounds.tally)
    this.#tally = tally
    const room = new Room(mostBytes, shared)
    this.#mostBytes = mostBytes
    this.room = room
    this.files = new Shelf<StoredFile>(MOST, {
      onGone: ({ content }) => room.give(content.length),
      tally,
      bytesOf: textsIn,
    })
    this.batches = new Shelf<Batch>(MOST, {
      onGone: ({ heldBytes }) => room.give(heldBytes),
      tally,
      bytesOf: bytesOfBatch,
    })
    this.fineTunings = new Shelf<FineTuning>(MOST, { tally, bytesOf: textsIn })
    this.#onBatch = onBatch
  }

  /** Whether there is a thing of this id behind an endpoint; true for an endpoint that keeps nothing. */
  has(endpoint: EndpointName | null, id: string): boolean {
    switch (endpoint) {
      case 'files':
      case 'files.content':
        return this.files.get(id) !== undefined
      case 'batches':
        return this.batches.get(id) !== undefined
      case 'fine_tunings':
        return this.fineTunings.get(id) !== undefined
      default:
        return true
    }
  }

  /** Keeps a file; false where there is no room for it. */
  addFile(file: StoredFile): boolean {
    const fits = this.takeRoom(file.content.length)
    if (fits) this.files.put(file)
    return fits
  }

  /** Keeps a new batch, which then begins to run; false where there is no room for it. */
  addBatch(batch: Batch): boolean {
    const fits = this.takeRoom(batch.heldBytes)
    if (fits) {
      this.batches.put(batch)
      this.#onBatch()
    }
    return fits
  }

  /** Begins to cancel a batch, which is then as it says; one that is over or cancelled already stays what it is. */
  cancelBatch(batch: Batch, sessionMs: number): Batch {
    if (isOver(batch) || batch.status === 'cancelling') return batch
    const cancelling = withStatus(batch, 'cancelling', sessionMs)
    this.batches.put(cancelling)
    return cancelling
  }

  /** Takes room; if there is not enough, deletes results of batches, the oldest first. */
  takeRoom(bytes: number): boolean {
    if (this.room.take(bytes)) return true
    if (bytes > this.#mostBytes) return false
    for (const { id, purpose } of this.files.all()) {
      if (purpose === 'batch_output' && this.files.delete(id) && this.room.take(bytes)) return true
    }
    return false
  }

  /** Leaves the shared room to others: the session is gone. */
  close(): void {
    this.room.leave()
    this.#tally.leave()
  }
}
