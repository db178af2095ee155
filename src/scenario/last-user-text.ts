const partText = (part: unknown): string =>
  typeof part === 'object' && part !== null && 'text' in part && typeof part.text === 'string' ? part.text : ''

const contentText = (content: unknown): string | null => {
  if (typeof content === 'string') return content
  return Array.isArray(content) ? content.map(partText).join('\n') : null
}

const isUserMessage = (message: unknown): message is { readonly content?: unknown } =>
  typeof message === 'object' && message !== null && 'role' in message && message.role === 'user'

/** The text of the last message of a user in a request's body; null where there is none. */
export const lastUserText = (body: unknown): string | null => {
  const messages = typeof body === 'object' && body !== null && 'messages' in body ? body.messages : null
  if (!Array.isArray(messages)) return null
  const last = messages.findLast(isUserMessage)
  return last ? contentText(last.content) : null
}
