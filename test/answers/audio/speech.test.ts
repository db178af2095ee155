import { parseBuffer } from 'music-metadata'
import t from 'tap'
import { answer } from '#src/answers/index'
import { asking, fresh } from '../asking.ts'

type Body = Readonly<Record<string, unknown>>

const asked = (body: Body, seed = 1) =>
  asking({ model: 'canopylabs/orpheus-v1-english', voice: 'tara', ...body }, { operation: 'createSpeech', seed })

const said = (body: Body, complete = {}, seed = 1): Buffer => {
  const given = answer(asked(body, seed), complete, fresh)
  if (given.kind !== 'whole' || typeof given.body === 'string') throw new Error('bytes were expected')
  return Buffer.from(given.body)
}

const formatOf = async (body: Body, complete = {}) => (await parseBuffer(said(body, complete), 'audio/wav')).format

t.test('speech is a WAV file of one channel, with the tokens of its text', async t => {
  const input = 'The quick brown fox jumped over the lazy dog'
  const given = answer(asked({ input }), {}, fresh)
  t.match(given, { kind: 'whole', contentType: 'audio/wav', tokens: { prompt: 11, completion: 0 } })
  const wav = said({ input })
  t.equal(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 16), 'RIFFWAVEfmt ')
  t.equal(wav.readUInt32LE(4), wav.length - 8)
  t.equal(wav.readUInt32LE(40), wav.length - 44)
  t.match(await formatOf({ input }), {
    container: 'WAVE',
    codec: 'PCM',
    numberOfChannels: 1,
    bitsPerSample: 16,
    sampleRate: 48_000,
  })
})

t.test('the sample rate is the one that was asked for, of those that there are', async t => {
  const input = 'Hello there'
  for (const rate of [8000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000]) {
    const { sampleRate, duration = 0 } = await formatOf({ input, sample_rate: rate })
    t.equal(sampleRate, rate)
    t.ok(Math.abs(duration - input.length / 15) < 0.01, `${rate}: ${duration}`)
  }
  for (const odd of [1, '8000', null, 1e9]) t.match(await formatOf({ input, sample_rate: odd }), { sampleRate: 48_000 })
})

t.test('it lasts as long as the text and the speed say, and never longer than half a minute', async t => {
  const rows: readonly (readonly [letters: number, speed: unknown, seconds: number])[] = [
    [15, 1, 1],
    [150, 1, 10],
    [150, 2, 5],
    [150, 0.5, 20],
    [150, 100, 2],
    [150, 'fast', 10],
    [100_000, 1, 30],
    [0, 1, 0],
  ]
  for (const [letters, speed, seconds] of rows) {
    const wav = said({ input: 'a'.repeat(letters), speed, sample_rate: 8000 })
    t.equal((wav.length - 44) / 2 / 8000, seconds, `${letters} letters at ${speed}`)
  }
})

t.test('it can be heard: letters have tones, spaces are silent', async t => {
  const samples = said({ input: 'ab cd', sample_rate: 8000 }).subarray(44)
  const loudest = (from: number, to: number): number => {
    let most = 0
    for (let i = Math.round((from * 8000) / 15); i < Math.round((to * 8000) / 15); i += 1)
      most = Math.max(most, Math.abs(samples.readInt16LE(i * 2)))
    return most
  }
  t.ok(loudest(0, 2) > 6000)
  t.equal(loudest(2, 3), 0)
  t.ok(loudest(3, 5) > 6000)
})

t.test('the same text, voice and seed sound the same, others do not', async t => {
  const input = 'Good morning to all of you'
  const usual = said({ input })
  t.ok(usual.equals(said({ input })))
  t.notOk(usual.equals(said({ input: 'Good evening to all of you' })))
  const voices = ['tara', 'leah', 'jess', 'leo', 'dan'].map(voice => said({ input, voice }).toString('base64'))
  t.ok(new Set(voices).size > 1)
  t.ok(new Set([1, 2, 3, 4].map(seed => said({ input }, {}, seed).toString('base64'))).size > 1)
})

t.test('mulaw is a WAV file too, of one byte a sample', async t => {
  const input = 'Hello'
  const mulaw = said({ input, response_format: 'mulaw', sample_rate: 8000 })
  t.match(await formatOf({ input, response_format: 'mulaw', sample_rate: 8000 }), {
    container: 'WAVE',
    bitsPerSample: 8,
    sampleRate: 8000,
    numberOfSamples: 2667,
  })
  t.equal(mulaw.readUInt16LE(20), 7)
  t.equal(mulaw.length % 2, 0, 'an odd number of bytes is made even')
  // decoded as G.711 says, it is what the other format has
  const decode = (byte: number): number => {
    const bits = ~byte & 0xff
    const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84
    return bits & 0x80 ? -magnitude : magnitude
  }
  const pcm = said({ input, sample_rate: 8000 }).subarray(44)
  const bytes = mulaw.subarray(58, 58 + 2667)
  t.ok(bytes.every((byte, i) => Math.abs(decode(byte) - pcm.readInt16LE(i * 2)) <= 256))
})

t.test('a scenario says what is spoken', async t => {
  t.ok(said({ input: 'one' }, { text: 'another text' }).equals(said({ input: 'another text' })))
  t.ok(said({ input: 'one' }, { json: [1] }).equals(said({ input: '[1]' })))
})

t.test('a body that was not validated gets a WAV file all the same', async t => {
  const odd = { toString: 1 }
  for (const body of [
    {},
    { input: odd, voice: odd, speed: odd, sample_rate: odd, response_format: odd },
    { input: '\ud800 é 😀' },
  ])
    t.equal(said(body).toString('latin1', 0, 4), 'RIFF')
})
