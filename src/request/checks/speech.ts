import { speech, speechModels } from '../../groq/speech.ts'
import type { Check, Checked } from './check.ts'
import { lettersIn } from './letters-in.ts'

const factsOf = ({ body, model }: Checked) => {
  const id = typeof body.model === 'string' ? body.model : (model?.id ?? '')
  return speechModels.find(({ idStart }) => id.startsWith(idStart))
}

/** A format that the model does not have or, for an unknown model, that the mock does not make. */
export const speechFormat: Check = checked => {
  const formats: readonly string[] = factsOf(checked)?.formats ?? speech.madeFormats
  const format = checked.body.response_format
  if (typeof format !== 'string' || formats.includes(format)) return null
  const allowed = formats.map(name => `'${name}'`).join()
  return { variant: 'value-not-allowed', fill: { property: 'response_format', allowed } }
}

/** A text that is longer than the model reads. */
export const speechLength: Check = checked => {
  const maximum = factsOf(checked)?.maxLetters
  const { input } = checked.body
  if (maximum === undefined || typeof input !== 'string' || input.length <= maximum) return null
  return lettersIn(input) <= maximum ? null : { variant: 'speech-input-too-long', fill: { maximum: String(maximum) } }
}
