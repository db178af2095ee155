import { isObject, list, member } from './json-value.ts'

/** Bytes of UTF-8 that count as one token. */
export const BYTES_PER_TOKEN = 4
/** Role and separators of one message. */
const TOKENS_PER_MESSAGE = 4
/** An image counts the same whatever its size: the mock does not look at pictures. */
export const TOKENS_PER_IMAGE = 1000

/**
 * How many tokens a text has, in this mock: its UTF-8 bytes divided by four, rounded up. Near to what tokenizers give
 * for English, too few for some scripts, and the same for every model.
 */
export const estimateTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / BYTES_PER_TOKEN)

/** Counted with a stack of our own: `JSON.stringify` fails on values nested some thousand levels deep (docs/facts/node.md §5). */
const jsonTokens = (value: unknown): number => {
  const waiting: unknown[] = [value]
  let bytes = 0
  while (waiting.length > 0) {
    const next = waiting.pop()
    bytes += typeof next === 'string' ? Buffer.byteLength(next) + 3 : 3
    for (const one of list(next)) waiting.push(one)
    if (isObject(next)) for (const name of Object.keys(next)) waiting.push(name, next[name])
  }
  return Math.ceil(bytes / BYTES_PER_TOKEN)
}

const partTokens = (part: unknown): number => {
  const text = member(part, 'text')
  if (typeof text === 'string') return estimateTokens(text)
  return member(part, 'type') === 'image_url' ? TOKENS_PER_IMAGE : 0
}

const contentTokens = (content: unknown): number =>
  typeof content === 'string'
    ? estimateTokens(content)
    : list(content).reduce((sum: number, part) => sum + partTokens(part), 0)

const messageTokens = (message: unknown): number => {
  const toolCalls = member(message, 'tool_calls')
  const called = toolCalls === undefined ? 0 : jsonTokens(toolCalls)
  return TOKENS_PER_MESSAGE + called + contentTokens(member(message, 'content'))
}

/** The prompt tokens of a chat request: its messages and tools. Takes any body; one that is no request has none. */
export const promptTokens = (body: unknown): number => {
  if (!isObject(body)) return 0
  let sum = member(body, 'tools') === undefined ? 0 : jsonTokens(body.tools)
  for (const message of list(body.messages)) sum += messageTokens(message)
  return sum
}
