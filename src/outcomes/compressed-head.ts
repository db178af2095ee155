import { acceptedCoding, type Coding } from '../wire/content-coding.ts'
import { change } from '../wire/header-list.ts'
import type { Head } from '../wire/wire.ts'
import type { Performance } from './performance.ts'

/** What is already small, or counted in bytes of its own, is left as it is; parts of files among it. */
const COMPRESSIBLE = /^(?:text\/|application\/(?:json|jsonl|x-ndjson|xml|javascript))/
const AS_IT_IS = new Set([204, 206, 304])

const headerIn = ({ headers }: Head, name: string): string | undefined => {
  const at = headers.findIndex((one, i) => i % 2 === 0 && one === name)
  return at === -1 ? undefined : headers[at + 1]
}

const weak = (tag: string): string => (tag.startsWith('W/') ? tag : `W/${tag}`)

/**
 * The coding in which an answer goes out, its head changed to say so; null for none. Observed: the edge compresses what the
 * client accepts, streams too, and some answers vary by it (docs/facts/groq-wire.md §2.1, §2.4).
 */
export const compressedHead = (head: Head, { call, compression, headerChanges }: Performance): Coding | null => {
  // a rule that says or removes the header decides: its answer stays as it is
  if (!compression || AS_IT_IS.has(head.status) || headerChanges?.['content-encoding'] === null) return null
  if (headerIn(head, 'content-encoding') !== undefined) return null
  if (!COMPRESSIBLE.test(headerIn(head, 'content-type') ?? '')) return null
  const vary = headerIn(head, 'vary')
  if (headerChanges?.vary === undefined) change(head.headers, { vary: `${vary ? `${vary}, ` : ''}Accept-Encoding` })
  const accepted = call.headers['accept-encoding']
  const coding = acceptedCoding(Array.isArray(accepted) ? accepted.join() : accepted)
  if (coding === null) return null
  const etag = headerIn(head, 'etag')
  change(head.headers, { 'content-encoding': coding, ...(etag === undefined ? {} : { etag: weak(etag) }) })
  return coding
}
