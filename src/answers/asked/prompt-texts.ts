import { list, member } from '../../json-value.ts'
import { contentText } from '../chat/message-text.ts'

/** One message of those that give instructions. */
export interface PromptText {
  readonly role: 'system' | 'user'
  readonly text: string
}

const MOST_MESSAGES = 50
/** How many letters of one message are looked at, and of all. */
const LONGEST_TEXT = 50_000
const LONGEST_PROMPT = 100_000

/** Instructions stand at the beginning of a message or, behind what they are about, at its end. */
const ends = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT / 2)}\n${text.slice(-LONGEST_TEXT / 2)}` : text

/** What the system and the user say in a request, the newest first, up to a bound. */
export const promptTexts = (body: unknown): readonly PromptText[] => {
  const texts: PromptText[] = []
  let left = LONGEST_PROMPT
  for (const message of list(member(body, 'messages')).slice(-MOST_MESSAGES).reverse()) {
    const role = member(message, 'role')
    if (role !== 'system' && role !== 'developer' && role !== 'user') continue
    const text = ends(contentText(member(message, 'content'))).slice(0, left)
    left -= text.length
    texts.push({ role: role === 'user' ? 'user' : 'system', text })
  }
  return texts
}
