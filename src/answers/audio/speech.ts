import { hash32 } from '../../chance.ts'
import { speech as facts } from '../../groq/speech.ts'
import { member } from '../../json-value.ts'
import { estimateTokens } from '../../tokens.ts'
import type { Answer, AnswerContext, Complete } from '../answer.ts'
import { saidText } from '../said-text.ts'
import { tones } from './tones.ts'
import { encodings, wavFile } from './wav.ts'

const inputOf = (body: unknown, complete: Complete): string => {
  const said = saidText(complete)
  if (said !== undefined) return said
  const input = member(body, 'input')
  return typeof input === 'string' ? input : ''
}

const sampleRateOf = (body: unknown): number => {
  const asked = member(body, 'sample_rate')
  return facts.sampleRates.find(rate => rate === asked) ?? facts.sampleRate
}

const speedOf = (body: unknown): number => {
  const speed = member(body, 'speed')
  const { least, most } = facts.speed
  return typeof speed === 'number' ? Math.min(most, Math.max(least, speed)) : 1
}

const voiceOf = (body: unknown): string => {
  const voice = member(body, 'voice')
  return typeof voice === 'string' ? voice : ''
}

/** A text as tones, in a WAV file: as long as reading it aloud would take, and the same for the same text, voice and seed. */
export const speech = ({ call: { body }, seed }: AnswerContext, complete: Complete): Answer => {
  const input = inputOf(body, complete)
  const encoding = member(body, 'response_format') === 'mulaw' ? encodings.mulaw : encodings.wav
  const sampleRate = sampleRateOf(body)
  const tune = { letters: Array.from(input), speed: speedOf(body), salt: hash32(voiceOf(body), seed) }
  return {
    kind: 'whole',
    contentType: 'audio/wav',
    body: wavFile(encoding, sampleRate, tones(tune, sampleRate, encoding)),
    tokens: { prompt: estimateTokens(input), completion: 0 },
  }
}
