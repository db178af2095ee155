// Wrong until "Let others have their turns while audio is read" (2026-11-27): a file of many tiny pieces was read in one turn of the loop, up to 1.4 s long, in which nobody else was served.
import t from 'tap'
import { AudioLength } from '#src/arrivals/audio-length'

const BYTES = 400_000

/** How many turns others got while a file was read. */
const turnsBeside = async (file: Buffer): Promise<number> => {
  let turns = 0
  let isOver = false
  const count = (): void => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  const audio = new AudioLength()
  setImmediate(count)
  await audio.take(file)
  await audio.end()
  isOver = true
  return turns
}

const box = (type: string, content: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, content])
}
const ftyp = Buffer.from('\0\0\0\x10ftypM4A \0\0\0\0')

for (const [name, file] of [
  ['empty boxes of MP4', Buffer.concat([ftyp, Buffer.alloc(BYTES, '\0\0\0\x08free')])],
  ['empty boxes within a box', Buffer.concat([ftyp, box('moov', Buffer.alloc(BYTES, '\0\0\0\x08udta'))])],
  [
    'chunks of WAV',
    Buffer.concat([Buffer.from('RIFF\xff\xff\xff\x7fWAVE', 'latin1'), Buffer.alloc(BYTES, 'junk\0\0\0\0')]),
  ],
  [
    'voids of WebM',
    Buffer.concat([Buffer.from('1a45dfa3801853806701ffffffffffffff', 'hex'), Buffer.alloc(BYTES, 'ec80', 'hex')]),
  ],
  ['bytes that begin no frame of MP3', Buffer.alloc(BYTES, 0xff)],
] as const)
  t.test(`others have their turns while ${name} are read`, async t => {
    const turns = await turnsBeside(file)
    t.ok(turns >= 50, `${turns} turns`)
  })
