import type { Entry } from '../journal/entry.ts'

/** What curl says by itself, or what belongs to the connection. */
const OWN = new Set(['host', 'content-length', 'connection', 'transfer-encoding', 'accept-encoding', 'authorization'])

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

/** The request of an entry as a command, to be sent to the same session again; the key is not known to the journal. */
export const curlOf = ({ session, method, path, kept }: Entry, origin: string): string => {
  const headers = Object.entries(kept?.headers ?? { 'content-type': 'application/json' }).filter(
    ([name]) => !OWN.has(name) && !name.startsWith('x-mock-'),
  )
  const body = kept?.body ?? null
  return [
    `curl -sS -X ${method} ${quoted(`${origin}/session/${session}${path}`)}`,
    `  -H "authorization: Bearer $GROQ_API_KEY"`,
    ...headers.map(([name, value]) => `  -H ${quoted(`${name}: ${value}`)}`),
    ...(body === null || body === '' ? [] : [`  --data-raw ${quoted(body)}`]),
  ].join(' \\\n')
}
