import type { EndpointName } from '../groq/endpoints.ts'
import { type Batch, isOver, withStatus } from './batch.ts'
import type { FineTuning } from './fine-tuning.ts'
import { Room } from './room.ts'
import { Shelf } from './shelf.ts'
import type { StoredFile } from './stored-file.ts'

const MOST = 1000
/** What the files and batches of one session take, and of all of them. */
export const SESSION_BYTES = 256 * 1024 ** 2
export const ALL_SESSIONS_BYTES = 1024 ** 3

/** What the requests of a session have made and may ask for again; gone with the session. */
export class Resources {
  readonly room: Room
  readonly files: Shelf<StoredFile>
  readonly batches: Shelf<Batch>
  readonly fineTunings = new Shelf<FineTuning>(MOST)
  readonly #onBatch: () => void

  /** Takes its bytes from a room that all sessions share; `onBatch` is called when there is a new batch to run. */
  constructor(shared: Room | null = null, onBatch: () => void = () => {}) {
    const room = new Room(SESSION_BYTES, shared)
    this.room = room
    this.files = new Shelf(MOST, ({ content }) => room.give(content.length))
    this.batches = new Shelf(MOST, ({ heldBytes }) => room.give(heldBytes))
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
    if (bytes > SESSION_BYTES) return false
    for (const { id, purpose } of this.files.all()) {
      if (purpose === 'batch_output' && this.files.delete(id) && this.room.take(bytes)) return true
    }
    return false
  }

  /** Leaves the shared room to others: the session is gone. */
  close(): void {
    this.room.leave()
  }
}
