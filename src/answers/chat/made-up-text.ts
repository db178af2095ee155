import { type Luck, pick } from '../../luck.ts'

/** Each says that a mock is talking, and each reads well before any of the details. */
const openings = [
  'This answer comes from a mock server, so no model has read the question.',
  'A mock of the Groq API put this together from sentences it was given.',
  'You have reached a mock: the words are made up, the format is not.',
  'No model was asked; a mock picked these sentences by a seed.',
  'Hello from the mock that stands in for the Groq API.',
] as const

/** A prime number of them, so that any step from any start visits all of them before one comes twice. */
const details = [
  'The same request with the same seed will read the same next time.',
  'Change a word of the request, and the wording here may change with it.',
  'The token counts beside this text are estimates made from its length.',
  'What matters here is the shape of the message, not what it says.',
  'Errors, delays and broken streams can be ordered in a scenario file.',
  'Nobody is billed for this, however often it is asked for.',
  'Code that can show this sentence can show a real one.',
  'A scenario can put its own words in this place.',
  'The mock knows nothing about the subject and does not pretend to.',
  'The journal has an entry for this exchange and the reason for its outcome.',
  'Real answers are longer, slower and more interesting.',
] as const

const thoughts = [
  'The request has come to a mock, so there is nothing to work out.',
  'A real model would think here; a mock only shows where the thinking goes.',
  'There is no question to understand, only a format to keep.',
] as const

const conclusions = [
  'A few plain sentences will do.',
  'The answer should be short and say what it is.',
  'Picking the sentences by the seed keeps the answer repeatable.',
] as const

/** One to four sentences that say they are a mock's. */
export const madeUpText = (luck: Luck): string => {
  const start = Math.floor(luck('first detail') * details.length)
  const step = 1 + Math.floor(luck('next detail') * (details.length - 1))
  const more = Math.floor(luck('sentences') * 4)
  let text: string = pick(openings, luck('opening'))
  for (let i = 0; i < more; i += 1) text += ` ${details[(start + i * step) % details.length]}`
  return text
}

/** What a reasoning model is said to have thought: one sentence, two, or with high effort all the thoughts there are. */
export const madeUpReasoning = (luck: Luck, effort: 'low' | 'medium' | 'high' = 'medium'): string => {
  const conclusion = pick(conclusions, luck('conclusion'))
  if (effort === 'low') return conclusion
  return `${effort === 'high' ? thoughts.join(' ') : pick(thoughts, luck('thought'))} ${conclusion}`
}
