const reasons = {
  'no-boundary': 'the content type names no boundary',
  'cut-short': 'it ends before its last boundary',
  'bad-name': 'a field has a name that is not allowed',
  'bad-json': 'a field that is declared as JSON is not JSON',
  unclear: 'its parts cannot be separated',
} as const

/** What is wrong with a form that is none. */
export class MalformedForm extends Error {
  constructor(reason: keyof typeof reasons) {
    super(reasons[reason])
  }
}

/** A form of more parts than are taken. */
export class TooManyParts extends Error {}

/** Why a form could not be read, as a half sentence; null where it had more parts than are taken. */
export const malformedBecause = (error: unknown): string | null => {
  if (error instanceof TooManyParts) return null
  return error instanceof MalformedForm ? error.message : reasons.unclear
}
