/** What is known of speech (docs/facts/groq-wire.md §3.6, §4.2). */
export const speech = {
  /** Documented, in this order. */
  sampleRates: [8000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000],
  /** Documented default. */
  sampleRate: 48_000,
  /** Documented. */
  speed: { least: 0.5, most: 5 },
  /**
   * Documented are flac, mp3, mulaw, ogg and wav; these are what the mock makes. The models that are served take wav
   * only, so that nothing else comes to be asked of them.
   */
  madeFormats: ['wav', 'mulaw'],
} as const

/** What one family of models takes, told by the beginning of its ids. */
export interface SpeechModel {
  readonly idStart: string
  readonly formats: readonly string[]
  readonly maxLetters: number
  readonly source: string
}

export const speechModels: readonly SpeechModel[] = [
  {
    idStart: 'canopylabs/orpheus-',
    formats: ['wav'],
    maxLetters: 200,
    source: 'documentation: text to speech, Orpheus: wav only, 200 characters',
  },
]
