import type { Stored } from './shelf.ts'

/** A fine tuning that a request made: an adapter that is ready as soon as it is registered. */
export interface FineTuning extends Stored {
  readonly name: string
  readonly baseModel: string
  /** `lora`, as documented; whatever was asked for. */
  readonly type: string
  readonly inputFile: string
  /** Unix time in seconds. */
  readonly createdAt: number
  /** The id by which requests name the tuned model. */
  readonly fineTunedModel: string
}
