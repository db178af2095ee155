import type { Entry } from '../journal/entry.ts'

/** What curl says by itself, what belongs to the connection, and what chose the session that the command names. */
const OWN = new Set([
  ...['host', 'content-length', 'connection', 'transfer-encoding', 'accept-encoding', 'authorization'],
  ...['x-mock-session', 'x-mock-scenario', 'x-mock-call'],
])

/** As the journal ends a body of which it keeps no more. */
const CUT = /… \(\d+ bytes more\)$/

/** A request as a command. */
export interface Curl {
  readonly command: string
  /** What of the request it does not send; null for nothing. */
  readonly lacks: string | null
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

const isForm = ({ kept }: Entry): boolean => /^multipart\//i.test(kept?.headers['content-type'] ?? '')

const lackOf = (entry: Entry): string | null => {
  const { kept, requestBytes } = entry
  if (kept === null) return requestBytes > 0 ? 'the body, which is not kept' : null
  if (isForm(entry)) return 'the form, which is not kept as it came'
  return CUT.test(kept.body ?? '') ? 'the end of the body, which is not kept' : null
}

/** The request of an entry, to be sent to the same session again; the key is not known to the journal. */
export const curlOf = (entry: Entry, origin: string): Curl => {
  const { session, method, path, kept } = entry
  const headers = Object.entries(kept?.headers ?? { 'content-type': 'application/json' }).filter(
    ([name]) => !OWN.has(name) && !(name === 'content-type' && isForm(entry)),
  )
  const body = isForm(entry) ? null : (kept?.body ?? null)
  const lines = [
    // curl would wait for a body behind the head
    `curl -sS ${method === 'HEAD' ? '-I' : `-X ${method}`} ${quoted(`${origin}/session/${session}${path}`)}`,
    `  -H "authorization: Bearer $GROQ_API_KEY"`,
    ...headers.map(([name, value]) => `  -H ${quoted(`${name}: ${value}`)}`),
    ...(body === null || body === '' ? [] : [`  --data-raw ${quoted(body.replace(CUT, ''))}`]),
  ]
  return { command: lines.join(' \\\n'), lacks: lackOf(entry) }
}
