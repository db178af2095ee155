import { createReadStream } from 'node:fs'
import Groq, { toFile as groqFile } from 'groq-sdk'
import { parseBuffer } from 'music-metadata'
import OpenAI, { toFile as openaiFile } from 'openai'
import t from 'tap'
import { recording } from '../helpers/forms.ts'
import { startFrozen } from '../helpers/frozen.ts'
import { startMock, type TestMock } from '../helpers/mock.ts'

const model = 'whisper-large-v3'
const fixture = (name: string): URL => new URL(`../fixtures/${name}`, import.meta.url)

const groqOf = (mock: Pick<TestMock, 'url'>) =>
  new Groq({ baseURL: mock.url, apiKey: 'gsk_test', fetch, maxRetries: 0 })
const openaiOf = (mock: Pick<TestMock, 'url'>) =>
  new OpenAI({ baseURL: `${mock.url}/openai/v1`, apiKey: 'gsk_test', fetch, maxRetries: 0 })

type Params = Readonly<Record<string, unknown>>

/** The two SDKs as users call them. What they answer is looked at as it comes: their types know one format only. */
const sdks: Readonly<
  Record<
    string,
    (mock: Pick<TestMock, 'url'>) => Record<'transcribe' | 'translate', (more: Params) => Promise<unknown>>
  >
> = {
  'groq-sdk': mock => {
    const { audio } = groqOf(mock)
    return {
      transcribe: more => audio.transcriptions.create({ model, ...more }),
      translate: more => audio.translations.create({ model, ...more }),
    }
  },
  openai: mock => {
    const { audio } = openaiOf(mock)
    return {
      transcribe: more => audio.transcriptions.create({ model, ...more } as never),
      translate: more => audio.translations.create({ model, ...more } as never),
    }
  },
}

for (const [name, sdk] of Object.entries(sdks)) {
  t.test(`${name} transcribes in every format, from a stream, bytes or a file`, async t => {
    const mock = await startMock(t)
    const { transcribe } = sdk(mock)
    const toFile = name === 'openai' ? openaiFile : groqFile
    const sent = [
      () => createReadStream(fixture('tone.wav')),
      () => toFile(recording('tone.wav'), 'tone.wav', { type: 'audio/wav' }),
      () => new File([new Uint8Array(recording('tone.wav'))], 'tone.wav'),
    ]
    const texts: unknown[] = []
    for (const file of sent) {
      const usual = await transcribe({ file: await file() })
      t.match(usual, { text: /\w/, x_groq: { id: /^req_/ } })
      const verbose = {
        file: await file(),
        response_format: 'verbose_json',
        timestamp_granularities: ['word', 'segment'],
        language: 'fr',
        temperature: 0.4,
      }
      const { text } = usual as { text: string }
      t.match(await transcribe(verbose), {
        task: 'transcribe',
        language: 'French',
        duration: 1,
        text,
        words: [{ word: /\w/, start: 0 }],
        segments: [{ id: 0, seek: 0, start: 0, temperature: 0.4, text: ` ${text}` }],
      })
      t.equal(await transcribe({ file: await file(), response_format: 'text' }), text)
      texts.push(text)
    }
    t.equal(new Set(texts).size, 1, 'the same bytes say the same, however they are sent')
  })

  t.test(`${name} translates, and transcribes what a URL leads to`, async t => {
    const mock = await startMock(t)
    const { transcribe, translate } = sdk(mock)
    const file = () => createReadStream(fixture('tone.m4a'))
    t.match(await translate({ file: file() }), { text: /\w/ })
    t.match(await translate({ file: file(), response_format: 'verbose_json' }), {
      task: 'translate',
      language: 'English',
      duration: 1.06,
      segments: [{ id: 0 }],
    })
    const url = 'https://example.invalid/talk.mp3'
    const first = (await transcribe({ url })) as { text: string }
    t.match(await transcribe({ url }), { text: first.text })
    const data = `data:audio/wav;base64,${recording('tone.wav').toString('base64')}`
    t.match(await transcribe({ url: data, response_format: 'verbose_json' }), { duration: 1 })
  })
}

t.test('every container has its length in the answer and in the rate-limit headers', async t => {
  const mock = await startMock(t)
  const { audio } = groqOf(mock)
  for (const [name, seconds] of [
    ['tone.mp3', 1.08],
    ['tone.flac', 0.5],
    ['tone.ogg', 1],
    ['tone.webm', 1.01],
  ] as const) {
    const { data, response } = await audio.transcriptions
      .create({ model, file: createReadStream(fixture(name)), response_format: 'verbose_json' })
      .withResponse()
    t.match(data, { duration: seconds }, name)
    t.equal(response.headers.get('x-ratelimit-limit-audio-seconds'), '7200')
    t.equal(response.headers.get('x-ratelimit-remaining-audio-seconds'), String(Math.floor(7200 - seconds)))
  }
})

t.test('retries of an upload are attempts of one call, and an error reaches the client as what it is', async t => {
  const soon = { headers: { 'retry-after-ms': '5' } }
  const mock = await startMock(t, {
    rules: [
      { times: 2, error: 503, ...soon },
      { after: 3, error: 413 },
    ],
  })
  const client = new OpenAI({ baseURL: `${mock.url}/v1`, apiKey: 'k', fetch })
  const ask = async () =>
    client.audio.transcriptions.create({ model, file: await openaiFile(recording('tone.wav'), 'a.wav') })
  t.match(await ask(), { text: /\w/ })
  t.strictSame(
    (await mock.entries(3)).map(({ call, attempt, status }) => [call, attempt, status]),
    [
      ['call-1', 1, 503],
      ['call-1', 2, 503],
      ['call-1', 3, 200],
    ],
  )
})

t.test('an upload that is too large is a 413 to both SDKs', async t => {
  // the second for which the server lets them end gently never passes
  const mock = await startFrozen(t, { api: { bodyLimit: '1MiB' } })
  const bytes = Buffer.alloc(4 * 1024 ** 2)
  const status = (asked: Promise<unknown>) => asked.then(() => 200).catch(error => error.status)
  const file = { model, file: await groqFile(bytes, 'a.wav') }
  t.equal(await status(groqOf(mock).audio.transcriptions.create(file)), 413)
  const other = { model, file: await openaiFile(bytes, 'a.wav') }
  t.equal(await status(openaiOf(mock).audio.transcriptions.create(other)), 413)
})

t.test('both SDKs get speech that can be played', async t => {
  const mock = await startMock(t)
  const asked = {
    model: 'canopylabs/orpheus-v1-english',
    voice: 'tara',
    input: 'The quick brown fox',
    sample_rate: 24_000,
  }
  const answers = [
    await groqOf(mock).audio.speech.create({ ...asked, response_format: 'wav' } as never),
    await openaiOf(mock).audio.speech.create({ ...asked, response_format: 'wav' } as never),
  ]
  for (const answer of answers) {
    t.equal(answer.headers.get('content-type'), 'audio/wav')
    const bytes = Buffer.from(await answer.arrayBuffer())
    t.equal(answer.headers.get('content-length'), String(bytes.length))
    const { format } = await parseBuffer(bytes, 'audio/wav')
    t.match(format, { container: 'WAVE', sampleRate: 24_000 })
    t.ok(Math.abs((format.duration ?? 0) - 19 / 15) < 0.01)
  }
})
