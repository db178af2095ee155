import type { Fresh } from '../../fresh.ts'
import { goJson } from '../../groq/go.ts'
import { languageName } from '../../groq/languages.ts'
import { list, member } from '../../json-value.ts'
import { type Luck, luckOf } from '../../luck.ts'
import type { Answer, AnswerContext, Complete } from '../answer.ts'
import { saidText } from '../said-text.ts'
import { recordingOf } from './recording.ts'
import { segmentBody } from './segment-body.ts'
import { spokenWords, wordsOf } from './spoken-words.ts'
import { segmentsOf, timedWords } from './timed-words.ts'

const WORDS_PER_SECOND = 2.5
/** Two hours of speech: a header that claims more gets the same words. */
const MOST_WORDS = 20_000

const textOf = (complete: Complete, seconds: number, luck: Luck): string => {
  const said = saidText(complete)
  if (said !== undefined) return said
  const count = Math.max(1, Math.min(MOST_WORDS, Math.round(seconds * WORDS_PER_SECOND)))
  return spokenWords(count, luck).join(' ')
}

/** A form has texts where JSON has numbers. */
const temperatureOf = (body: unknown): number => {
  const said = member(body, 'temperature')
  const temperature = typeof said === 'string' ? Number(said) : said
  return typeof temperature === 'number' && Number.isFinite(temperature) ? temperature : 0
}

const granularitiesOf = (body: unknown): readonly unknown[] => {
  const said = member(body, 'timestamp_granularities')
  if (typeof said === 'string') return [said]
  return list(said).length > 0 ? list(said) : ['segment']
}

type Task = 'transcribe' | 'translate'

const verbose = (body: unknown, task: Task, text: string, seconds: number, luck: Luck) => {
  const words = timedWords(wordsOf(text), seconds)
  const granularities = task === 'transcribe' ? granularitiesOf(body) : ['segment']
  const temperature = temperatureOf(body)
  const language = member(body, 'language')
  return {
    task,
    language: languageName(task === 'transcribe' && typeof language === 'string' ? language : 'en'),
    duration: seconds,
    text,
    ...(granularities.includes('word') ? { words } : {}),
    ...(granularities.includes('segment')
      ? { segments: segmentsOf(words).map((segment, id) => segmentBody(segment, id, temperature, luck)) }
      : {}),
  }
}

const answererOf =
  (task: Task) =>
  ({ call, seed }: AnswerContext, complete: Complete, fresh: Fresh): Answer => {
    const { content, seconds } = recordingOf(call)
    const luck = luckOf({ fingerprint: content, seed })
    const text = textOf(complete, seconds, luck)
    const format = member(call.body, 'response_format')
    const whole = { kind: 'whole', tokens: null, audioSeconds: seconds } as const
    if (format === 'text') return { ...whole, contentType: 'text/plain; charset=UTF-8', body: text }
    const said = format === 'verbose_json' ? verbose(call.body, task, text, seconds, luck) : { text }
    const body = `${goJson({ ...said, x_groq: { id: fresh.requestId } })}\n`
    return { ...whole, contentType: 'application/json', body }
  }

/** What was said in a recording. */
export const transcription = answererOf('transcribe')

/** What was said in a recording, in English. */
export const translation = answererOf('translate')
