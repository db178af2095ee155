import type { IncomingHttpHeaders } from 'node:http'

/** What is kept of a request as it came, with its secrets: they are looked for when somebody wants to see it. */
export interface RawRequest {
  readonly headers: IncomingHttpHeaders
  /** What the client used as a key; null for none. */
  readonly key: string | null
  /** As much of the body as is shown, and a little more; null where there is none. */
  readonly content: Buffer | null
  /** How many bytes all of it has. */
  readonly bytes: number
}

/** The value of a header as one text. */
export const valueText = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value?.join(', ') ?? '')
