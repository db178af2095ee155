import type { EndpointName } from '../groq/endpoints.ts'
import type { FineTuning } from './fine-tuning.ts'
import { Shelf, type Stored } from './shelf.ts'

const MOST = 1000

/** What the requests of a session have made and may ask for again; gone with the session. */
export class Resources {
  readonly files = new Shelf<Stored>(MOST)
  readonly batches = new Shelf<Stored>(MOST)
  readonly fineTunings = new Shelf<FineTuning>(MOST)

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
}
