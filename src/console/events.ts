import type { Entry } from '../journal/entry.ts'
import { pathOf, send } from './api.ts'

/** What a stream of events brings: that it has begun, an entry, or a word of the server. */
export type Brought =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | { readonly kind: 'said'; readonly words: string }

const broughtBy = (event: string): Brought | null => {
  if (event.startsWith(': ')) return { kind: 'said', words: event.slice(2) }
  const data = event
    .split('\n')
    .filter(line => line.startsWith('data: '))
    .map(line => line.slice(6))
    .join('\n')
  return data === '' ? null : { kind: 'entry', entry: JSON.parse(data) as Entry }
}

/** Follows the journal of a session, from behind an entry on; EventSource could not send a token. */
export async function* follow(session: string, since: string | null, signal: AbortSignal): AsyncGenerator<Brought[]> {
  const path = pathOf(session, `/journal${since === null ? '' : `?since=${since}`}`)
  const { body } = await send('GET', path, { accept: 'text/event-stream', signal })
  if (!body) return
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const events = (rest + value).split('\n\n')
    rest = events.pop() ?? ''
    yield events.map(broughtBy).filter(brought => brought !== null)
  }
}
