import type { UploadedFile } from '../../call.ts'
import type { OperationId } from '../../groq/endpoints.ts'
import type { Model } from '../../groq/models.ts'

/** A well-formed request, as far as a check may look at it. */
export interface Checked {
  readonly operation: OperationId
  /** The parsed body; of a multipart body its fields. An object that fitted its schema. */
  readonly body: Readonly<Record<string, unknown>>
  readonly file: UploadedFile | null
  /** How long the body is; a check that would have to count all of it may go by this. */
  readonly bodyBytes?: number
  /** Whether it is a line of a batch. */
  readonly isLine?: true | undefined
  /** The facts of the model asked for; null for one that the shipped list does not have, of which nothing is known. */
  readonly model: Model | null
}

/** Why a well-formed request is refused with 400: a variant of the catalogue and what fills its placeholders. */
export interface CheckRefusal {
  readonly variant: string
  readonly fill?: Readonly<Record<string, string>>
  /** Refused as too large, with 413 in place of 400. */
  readonly isTooLarge?: true
}

/**
 * Looks for one thing that the API refuses before it generates anything. Pure; null where it finds nothing. What may take long with a
 * large body can be asked for in steps of some milliseconds each.
 */
export interface Check {
  (checked: Checked): CheckRefusal | null
  readonly inSteps?: (checked: Checked) => Generator<void, CheckRefusal | null>
}

/** A check of several things, one after the other; of a large body, one a step. */
export const ofEach = <Item>(
  itemsOf: (checked: Checked) => readonly Item[],
  look: (item: Item, index: number) => CheckRefusal | null,
): Check => {
  const atOnce = (checked: Checked): CheckRefusal | null => {
    const items = itemsOf(checked)
    for (let i = 0; i < items.length; i += 1) {
      const found = look(items[i] as Item, i)
      if (found) return found
    }
    return null
  }
  function* inSteps(checked: Checked): Generator<void, CheckRefusal | null> {
    for (const [index, item] of itemsOf(checked).entries()) {
      const found = look(item, index)
      if (found) return found
      yield
    }
    return null
  }
  return Object.assign(atOnce, { inSteps })
}
