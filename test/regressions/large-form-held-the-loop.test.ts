// Wrong until 9dc12fa (2026-11-27): the parser put a text of a form together and decoded it in one go, so that a prompt of 20 MB held
// every other request up for 240 ms; a thousand parts at once did so for 120 ms.
import { Writable } from 'node:stream'
import t from 'tap'
import { FormReading } from '#src/arrivals/form-reading'
import { inBites } from '#src/arrivals/in-bites'
import { uploads } from '#src/groq/uploads'
import { audioPrompt } from '#src/request/checks/audio'
import { lettersIn, lettersInSteps } from '#src/request/checks/letters-in'
import { asForm, formBytes, startFormServer } from '../helpers/forms.ts'

/** Counts the turns of the loop until a work is done. */
const turnsOf = async <Result>(work: Promise<Result>): Promise<readonly [Result, number]> => {
  let [turns, isDone] = [0, false]
  const turn = () => {
    turns += 1
    if (!isDone) setImmediate(turn)
  }
  turn()
  try {
    return [await work, turns]
  } finally {
    isDone = true
  }
}

const long = 'words, 本 and 😀 '.repeat(120_000)

/** As one that is so long that its texts are streams, and as one that tells its length and is short. */
t.test('a text of a long form is read as that of a short one', async t => {
  const server = await startFormServer(t)
  const parts = (prompt: string, more: string) => [
    { name: 'prompt', value: prompt },
    { name: 'a[]', value: 'one' },
    { name: 'a[]', value: '\ufeff本' },
    { name: 'j', value: '{"a":[1]}', type: 'application/json; charset=utf-8' },
    { name: 'more', value: more },
  ]
  const read = asForm(await server.read([formBytes(parts(long, ''))]))
  t.same({ ...read.fields, prompt: null }, { prompt: null, a: ['one', '\ufeff本'], j: { a: [1] }, more: '' })
  t.ok(read.fields.prompt === long, 'all letters are there')
  t.equal(read.isLong, true)

  const body = formBytes(parts('x'.repeat(100_000), 'y'))
  const short = server.next()
  await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x-boundary' },
    body: new Uint8Array(body),
  })
  const [told, inChunks] = [asForm(await short), asForm(await server.read([body]))]
  t.same(inChunks.fields, told.fields)
  t.equal(inChunks.digest, told.digest)
})

t.test('what is no JSON is told also in a long form, and what is too long is not read', async t => {
  const server = await startFormServer(t)
  const json = (value: string) => server.read([formBytes([{ name: 'j', value, type: 'application/json' }])])
  t.match(await json('{'), { kind: 'malformed', because: /declared as JSON/ })
  t.match(await json(`"${'x'.repeat(70_000)}"`), { kind: 'too-large' })
  const text = server.read([formBytes([{ name: 'a', value: 'x'.repeat(3000) }])], { bodyLimitBytes: 2000 })
  t.match(await text, { kind: 'too-large' })
})

t.test('of a long form the charset of a text is not heeded', async t => {
  const server = await startFormServer(t)
  const form = formBytes([{ name: 'a', value: 'é', type: 'text/plain; charset=latin1' }])
  t.equal(asForm(await server.read([form])).fields.a, 'é', 'its length is not told')
})

const limits = { maxFileBytes: 1e9, maxTextBytes: 1e9, hasRoom: () => true }

t.test('others have their turn while a long text is taken', async t => {
  const reading = new FormReading(uploads.createTranscription, limits)
  async function* text(): AsyncGenerator<Buffer> {
    for (let i = 0; i < 320; i += 1) yield Buffer.alloc(64 * 1024, 'x')
  }
  const taken = reading.take({ type: 'text', fieldname: 'prompt', mimetype: 'text/plain', text: text() })
  const [isTaken, turns] = await turnsOf(Promise.resolve(taken))
  t.ok(isTaken)
  t.ok(turns > 15, `${turns} turns`)
})

t.test('others have their turn while a recording in a URL is read', async t => {
  const reading = new FormReading(uploads.createTranscription, limits)
  const url = `data:audio/wav;base64,${'A'.repeat(8e6)}`
  await reading.take({ type: 'field', fieldname: 'url', mimetype: 'text/plain', value: url, valueTruncated: false })
  const [form, turns] = await turnsOf(reading.end(8e6))
  t.match(form, { file: { bytes: 6e6 } })
  t.ok(turns > 20, `${turns} turns`)
})

t.test('many parts that come at once are parsed some at a time, until they are too many', async t => {
  const bites: number[] = []
  let isOver = false
  const parser = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      bites.push(chunk.length)
      done()
    },
  })
  inBites(parser, () => isOver)
  const write = (chunk: Buffer) => turnsOf(new Promise(resolve => parser.write(chunk, resolve)))
  const [, turns] = await write(Buffer.from('--b\r\n\r\nv\r\n'.repeat(5000)))
  t.ok(turns >= 6, `${turns} turns`)
  t.equal(
    bites.reduce((sum, bytes) => sum + bytes, 0),
    50_000,
  )
  t.equal(Math.max(...bites), 8192)
  bites.length = 0
  await write(Buffer.alloc(60_000, 'x'))
  t.same(bites, [60_000], 'bytes of a file are passed on as they come')
  isOver = true
  bites.length = 0
  await write(Buffer.from('--b\r\n\r\nv\r\n'.repeat(5000)))
  t.same(bites, [])
})

t.test('the letters of a long prompt are counted in steps as they are at once', async t => {
  const text = `${'x'.repeat(1_048_575)}😀${'本😀'.repeat(700_000)}`
  const work = lettersInSteps(text)
  let [steps, result] = [0, work.next()]
  for (; !result.done; result = work.next()) steps += 1
  t.equal(result.value, lettersIn(text))
  t.ok(steps >= 3, `${steps} steps`)
  const checked = { operation: 'createTranscription', body: { prompt: text }, file: null, model: null } as const
  const inSteps = audioPrompt.inSteps?.(checked)
  let refused = inSteps?.next()
  while (refused && !refused.done) refused = inSteps?.next()
  t.same(refused?.value, audioPrompt(checked))
})
