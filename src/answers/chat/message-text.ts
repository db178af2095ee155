import { list, member } from '../../json-value.ts'

/** How many characters of a message are looked at. */
const LONGEST_TEXT = 100_000

/** What the content of a message says: its text, or its text parts, one below the other. */
export const contentText = (content: unknown): string =>
  typeof content === 'string'
    ? content
    : list(content)
        .map(part => member(part, 'text'))
        .filter(text => typeof text === 'string')
        .join('\n')

/** What the last message says if it is the user's, up to a bound; else nothing, so that the loop of an agent ends. */
export const lastUserText = (body: unknown): string => {
  const last = list(member(body, 'messages')).at(-1)
  return member(last, 'role') === 'user' ? contentText(member(last, 'content')).slice(0, LONGEST_TEXT) : ''
}
