import t from 'tap'
import type { UploadedFile } from '#src/call'
import { errors } from '#src/groq/errors'
import { models } from '#src/groq/models'
import type { Checked } from '#src/request/checks/check'
import { firstRefusal } from '#src/request/checks/index'

const orpheus = 'canopylabs/orpheus-v1-english'

const refusal = (body: Readonly<Record<string, unknown>>, changes: Partial<Checked> = {}) =>
  firstRefusal({
    operation: 'createSpeech',
    body: { model: orpheus, input: 'Hello', voice: 'tara', ...body },
    file: null,
    model: models.find(({ id }) => id === (body.model ?? orpheus)) ?? null,
    ...changes,
  })

t.test('Orpheus speaks WAV only; of a model that nobody knows, the formats are those that the mock makes', async t => {
  for (const model of [orpheus, 'canopylabs/orpheus-arabic-saudi']) {
    for (const response_format of ['flac', 'mp3', 'mulaw', 'ogg'])
      t.match(refusal({ model, response_format }), {
        variant: 'value-not-allowed',
        fill: { property: 'response_format', allowed: "'wav'" },
      })
    t.equal(refusal({ model, response_format: 'wav' }), null)
    t.equal(refusal({ model }), null)
  }
  t.equal(refusal({ model: 'mine', response_format: 'mulaw' }), null)
  t.match(refusal({ model: 'mine', response_format: 'mp3' }), { fill: { allowed: "'wav','mulaw'" } })
})

t.test('Orpheus reads 200 characters', async t => {
  t.equal(refusal({ input: 'a'.repeat(200) }), null)
  t.match(refusal({ input: 'a'.repeat(201) }), { variant: 'speech-input-too-long', fill: { maximum: '200' } })
  t.equal(refusal({ input: '😀'.repeat(200) }), null, 'characters, not the units of JavaScript')
  t.equal(refusal({ model: 'mine', input: 'a'.repeat(10_000) }), null)
})

t.test('a url is one of the web, or a data URL that holds base64', async t => {
  const file = { filename: 'audio.wav' } as UploadedFile
  const url = (text: unknown, found: UploadedFile | null = null) =>
    refusal({ url: text }, { operation: 'createTranscription', file: found })?.variant
  for (const good of ['https://example.com/a.wav', 'http://localhost:1/a?b#c']) t.equal(url(good), undefined)
  t.equal(url('data:audio/wav;base64,AAAA', file), undefined)
  for (const bad of ['', 'no url', '/etc/passwd', 'file:///etc/passwd', 'ftp://a/b', 'AAAA', 'http://'])
    t.equal(url(bad), 'invalid-audio-url', bad)
  t.equal(url('data:audio/wav;base64,@'), 'invalid-audio-data')
})

t.test('every refusal has its words in the catalogue', async t => {
  for (const variant of ['value-not-allowed', 'speech-input-too-long', 'invalid-audio-url', 'invalid-audio-data'])
    t.ok(variant in errors[400].variants, variant)
})
