import type { Problem } from '../call.ts'
import type { BodyRead } from './received.ts'

/** The problem of a body that was not read to its end; in words of our own where the mock alone has no room for it. */
export const tooLarge = ({ because }: Extract<BodyRead, { readonly kind: 'too-large' }>): Problem => ({
  name: 'body-too-large',
  ...(because === undefined ? {} : { message: because }),
})
