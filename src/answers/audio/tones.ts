import { hash32 } from '../../chance.ts'
import type { Encoding } from './wav.ts'

const LETTERS_PER_SECOND = 15
/** However long the text is, the sound ends here: 2.9 MB at most. */
const MOST_SECONDS = 30
const LOUDNESS = 0.25
const LOWEST_HERTZ = 220
/** Steps of a scale of five tones over two octaves: any order of tones sounds fine. */
const SCALE = [0, 2, 4, 7, 9, 12, 14, 16, 19, 21] as const

/** A text as sound. */
export interface Tune {
  readonly letters: readonly string[]
  /** 1 is as fast as people speak. */
  readonly speed: number
  /** Which letter has which tone. */
  readonly salt: number
}

/** One wave of a tone: it begins and ends in silence, so that waves join without a click. */
const waveOf = (letter: string, salt: number, sampleRate: number, { encode }: Encoding): Buffer => {
  const step = SCALE[hash32(letter.toLowerCase(), salt) % SCALE.length] ?? 0
  const samples = Math.round(sampleRate / (LOWEST_HERTZ * 2 ** (step / 12)))
  const sample = (_: unknown, i: number) => encode(LOUDNESS * Math.sin((2 * Math.PI * i) / samples))
  return Buffer.from(Array.from({ length: samples }, sample).flat())
}

/** The samples of a tune: a tone for each letter, silence for every other character. */
export const tones = ({ letters, speed, salt }: Tune, sampleRate: number, encoding: Encoding): Buffer => {
  const { bytesPerSample } = encoding
  const seconds = Math.min(MOST_SECONDS, letters.length / LETTERS_PER_SECOND / speed)
  const perLetter = sampleRate / LETTERS_PER_SECOND / speed
  const data = Buffer.alloc(Math.round(seconds * sampleRate) * bytesPerSample, Buffer.from(encoding.encode(0)))
  const waves = new Map<string, Buffer>()
  letters.slice(0, Math.ceil(seconds * LETTERS_PER_SECOND * speed)).forEach((letter, i) => {
    if (/\s/.test(letter)) return
    const wave = waves.get(letter) ?? waveOf(letter, salt, sampleRate, encoding)
    waves.set(letter, wave)
    const start = Math.round(i * perLetter) * bytesPerSample
    const length = Math.floor((perLetter * bytesPerSample) / wave.length) * wave.length
    data.fill(wave, start, Math.min(data.length, start + length))
  })
  return data
}
