import { audioLimits } from '../../groq/audio-limits.ts'
import type { Check, Checked, CheckRefusal } from './check.ts'
import { lettersIn, lettersInSteps } from './letters-in.ts'

const extensionOf = (filename: string): string => /\.([^.]*)$/.exec(filename)?.[1]?.toLowerCase() ?? ''

/** The name of the file alone tells its format (docs/facts/groq-wire.md §1.3.6). */
export const audioFormat: Check = ({ file }) =>
  file && !audioLimits.extensions.includes(extensionOf(file.filename)) ? { variant: 'unsupported-audio-format' } : null

/** What is no audio, or too little of it. */
export const audioContent: Check = ({ file }) => {
  if (!file) return null
  if (file.seconds === null) return { variant: 'invalid-audio' }
  const { minSeconds } = audioLimits
  return file.seconds < minSeconds ? { variant: 'audio-too-short', fill: { minimum: String(minSeconds) } } : null
}

const { maxPromptCharacters } = audioLimits

const promptIn = ({ body: { prompt } }: Checked): string =>
  typeof prompt === 'string' && prompt.length > maxPromptCharacters ? prompt : ''

const refusedPrompt = (characters: number): CheckRefusal | null =>
  characters > maxPromptCharacters
    ? { variant: 'audio-prompt-too-long', fill: { maximum: String(maxPromptCharacters), value: String(characters) } }
    : null

/** The prompt is counted in characters, whatever it takes to write one. */
export const audioPrompt: Check = Object.assign(
  (checked: Checked): CheckRefusal | null => refusedPrompt(lettersIn(promptIn(checked))),
  {
    *inSteps(checked: Checked): Generator<void, CheckRefusal | null> {
      return refusedPrompt(yield* lettersInSteps(promptIn(checked)))
    },
  },
)

/** Only the long form of a transcription has timestamps. */
export const timestamps: Check = ({ body }) =>
  body.timestamp_granularities !== undefined && body.response_format !== 'verbose_json'
    ? { variant: 'timestamps-need-verbose-json' }
    : null
