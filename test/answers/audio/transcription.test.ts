import { Ajv } from 'ajv'
import fc from 'fast-check'
import t from 'tap'
import { answer } from '#src/answers/index'
import type { UploadedFile } from '#src/call'
import { anyLetter } from '../../helpers/any-letter.ts'
import { bounded } from '../../helpers/bounded.ts'
import { asking, bodyOf, fresh, wholeOf } from '../asking.ts'

const file = (seconds: number | null = 6, hash = 'h1'): UploadedFile => ({
  filename: 'a.wav',
  contentType: 'audio/wav',
  bytes: 1000,
  hash,
  seconds,
  content: null,
})

type Body = Readonly<Record<string, unknown>>

const hearing = (body: Body = {}, changes: Partial<Parameters<typeof asking>[1]> = {}) =>
  asking({ model: 'whisper-large-v3', ...body }, { operation: 'createTranscription', file: file(), ...changes })

const verbose = { response_format: 'verbose_json' }
const wordCount = (text: string): number => text.split(' ').length

/** As the API's OpenAPI document has it, but for `duration`: it says text there, which no client expects, and it is a number. */
const segment = {
  type: 'object',
  required: ['id', 'seek', 'start', 'end', 'text', 'tokens'],
  properties: {
    id: { type: 'integer' },
    seek: { type: 'integer' },
    start: { type: 'number' },
    end: { type: 'number' },
    text: { type: 'string' },
    tokens: { type: 'array', items: { type: 'integer' } },
    temperature: { type: 'number' },
    avg_logprob: { type: 'number' },
    compression_ratio: { type: 'number' },
    no_speech_prob: { type: 'number' },
  },
}
const verboseSchema = new Ajv({ strict: false }).compile({
  type: 'object',
  required: ['task', 'language', 'duration', 'text', 'x_groq'],
  properties: {
    task: { enum: ['transcribe', 'translate'] },
    language: { type: 'string' },
    duration: { type: 'number' },
    text: { type: 'string' },
    words: {
      type: 'array',
      items: {
        type: 'object',
        required: ['word', 'start', 'end'],
        properties: { word: { type: 'string' }, start: { type: 'number' }, end: { type: 'number' } },
      },
    },
    segments: { type: 'array', items: segment },
  },
})
const isVerbose = (value: unknown): boolean => verboseSchema(value)

t.test('a transcription is its text and the id of the request', async t => {
  const given = answer(hearing(), {}, fresh)
  t.match(given, { kind: 'whole', contentType: 'application/json', audioSeconds: 6, tokens: null })
  t.match(bodyOf(given), /^\{"text":"[^"]+","x_groq":\{"id":"req_01kcc49wgbe84s61ttkzn58xaj"\}\}\n$/)
})

t.test('text is the text alone', async t => {
  const given = answer(hearing({ response_format: 'text' }), {}, fresh)
  t.match(given, { contentType: 'text/plain; charset=UTF-8', audioSeconds: 6 })
  t.equal(bodyOf(given), wholeOf(hearing()).text)
})

t.test('verbose_json has language, duration and segments; words where they are asked for', async t => {
  const usual = wholeOf(hearing(verbose))
  t.match(usual, { task: 'transcribe', language: 'English', duration: 6, x_groq: { id: fresh.requestId } })
  t.ok(isVerbose(usual), JSON.stringify(verboseSchema.errors))
  t.strictSame(Object.keys(usual), ['task', 'language', 'duration', 'text', 'segments', 'x_groq'])
  const rows: readonly (readonly [said: unknown, keys: readonly string[]])[] = [
    [['word'], ['words']],
    ['word', ['words']],
    [['segment'], ['segments']],
    [
      ['word', 'segment'],
      ['words', 'segments'],
    ],
    [[], ['segments']],
  ]
  for (const [said, keys] of rows) {
    const given = wholeOf(hearing({ ...verbose, timestamp_granularities: said }))
    t.ok(isVerbose(given), JSON.stringify(verboseSchema.errors))
    t.strictSame(
      ['words', 'segments'].filter(key => key in given),
      keys,
      JSON.stringify(said),
    )
  }
})

t.test('a translation is in English whatever the recording is in', async t => {
  const given = wholeOf(hearing({ ...verbose, language: 'de' }, { operation: 'createTranslation' }))
  t.match(given, { task: 'translate', language: 'English' })
  t.ok(isVerbose(given))
})

t.test('languages have their names; what is no code of one is English', async t => {
  const rows = [
    ['de', 'German'],
    ['haw', 'Hawaiian'],
    ['yue', 'Cantonese'],
    ['', 'English'],
    ['not a code', 'English'],
    [{ a: 1 }, 'English'],
  ] as const
  for (const [language, name] of rows) t.equal(wholeOf(hearing({ ...verbose, language })).language, name)
})

t.test('the text follows from the seed and the bytes alone', async t => {
  const text = (changes: Parameters<typeof hearing>[1], body: Body = {}) => wholeOf(hearing(body, changes)).text
  const usual = text({})
  t.equal(text({ fingerprint: 'another' }), usual)
  t.equal(text({ fingerprint: 'another' }, { prompt: 'x', temperature: '0.5' }), usual)
  const others = Array.from({ length: 20 }, (_, i) => text({ file: file(6, `other ${i}`) }))
  t.ok(new Set(others).size > 3, 'other bytes, other words')
  t.ok(new Set(Array.from({ length: 20 }, (_, seed) => text({ seed }))).size > 3, 'another seed, other words')
})

t.test('a URL stands for what it leads to, and nobody goes there', async t => {
  const asked = (url: string) => wholeOf(hearing({ ...verbose, url }, { file: null }))
  const { x_groq: _, ...first } = asked('https://example.com/a.wav')
  t.match(asked('https://example.com/a.wav'), first)
  t.ok(first.duration >= 5 && first.duration <= 60)
  t.not(asked('https://example.com/b.wav').duration, first.duration)
})

t.test('there are about as many words as the recording has time for', async t => {
  for (const [seconds, least, most] of [
    [0.01, 1, 1],
    [1, 2, 3],
    [60, 120, 180],
    [1e9, 20_000, 20_000],
  ] as const) {
    const { text, duration } = wholeOf(hearing(verbose, { file: file(seconds) }))
    t.ok(wordCount(text) >= least && wordCount(text) <= most, `${seconds} s: ${wordCount(text)} words`)
    t.equal(duration, seconds)
  }
  t.ok(wholeOf(hearing(verbose, { file: file(null) })).duration >= 5, 'what has no length gets a plausible one')
})

interface Timed {
  readonly start: number
  readonly end: number
}

const inOrder = (timed: readonly Timed[], duration: number): boolean =>
  timed.every(({ start, end }, i) => start <= end && start >= (timed[i - 1]?.end ?? 0) && end <= duration)

t.test('words and segments come in order, within the duration, and make up the text', async () => {
  const text = fc.option(fc.string({ maxLength: 300, unit: anyLetter }), { nil: undefined })
  fc.assert(
    fc.property(fc.double({ min: 0, max: 8000, noNaN: true }), text, fc.string(), (seconds, said, hash) => {
      const body = { ...verbose, timestamp_granularities: ['word', 'segment'], temperature: '0.2' }
      const given = wholeOf(hearing(body, { file: file(seconds, hash) }), said === undefined ? {} : { text: said })
      const spoken = given.segments.map((one: { text: string }) => one.text.trim()).join(' ')
      return (
        isVerbose(given) &&
        inOrder(given.words, given.duration) &&
        inOrder(given.segments, given.duration) &&
        given.segments.every(
          (one: { id: number; temperature: number }, i: number) => one.id === i && one.temperature === 0.2,
        ) &&
        spoken === given.text.trim().split(/\s+/).join(' ') &&
        spoken === given.words.map(({ word }: { word: string }) => word).join(' ')
      )
    }),
    { numRuns: bounded(200) },
  )
})

t.test('what a scenario says is what was heard', async t => {
  t.equal(wholeOf(hearing(), { text: 'Good morning.' }).text, 'Good morning.')
  t.equal(wholeOf(hearing(), { json: { ok: true } }).text, '{"ok":true}')
  t.strictSame(wholeOf(hearing(verbose), { text: '' }).segments, [])
})

t.test('a body that was not validated gets an answer all the same', async t => {
  const odd = { toString: 1, valueOf: 1 }
  for (const body of [
    { response_format: 'srt' },
    { ...verbose, temperature: odd, language: odd, timestamp_granularities: odd, url: odd },
    { ...verbose, temperature: 'hot', timestamp_granularities: [odd], language: ['de'] },
  ])
    t.match(wholeOf(hearing(body, { file: null })).text, /\w/)
  t.match(wholeOf(hearing({}, { body: null, file: null })).text, /\w/)
})
