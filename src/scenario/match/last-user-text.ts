const partText = (part: unknown): string =>
  typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string' ? part.text : ''

const contentText = (content: unknown): string | null => {
  if (typeof content === 'string') return content
  return Array.isArray(content) ? content.map(partText).join('\n') : null
}

const isUserMessage = (message: unknown): message is { readonly content?: unknown } =>
  typeof message === 'object' && message !== null && 'role' in message && message.role === 'user'

const talkOf = (body: unknown): unknown => {
  if (typeof body !== 'object' || body === null) return null
  if ('messages' in body) return Array.isArray(body.messages) ? body.messages : null
  return 'input' in body ? body.input : null
}

/** The text of the last message of a user in a request's body, be it in `messages` or in `input`; null where there is none. */
export const lastUserText = (body: unknown): string | null => {
  const talk = talkOf(body)
  if (typeof talk === 'string') return talk
  const last = Array.isArray(talk) ? talk.findLast(isUserMessage) : null
  return last ? contentText(last.content) : null
}
