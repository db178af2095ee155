import t from 'tap'
import { type ImageSize, imageSize } from '#src/request/checks/image-size'
import { cpuMsOf } from '../../helpers/cpu-time.ts'
import { refusalOf, saidIn } from '../../helpers/refusing.ts'

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))))
const zeros = (count: number) => Array<number>(count).fill(0)

const png = (width: number, height: number): Buffer => {
  const head = Buffer.alloc(33)
  head.write('\x89PNG\r\n\x1a\n', 0, 'latin1')
  head.write('IHDR', 12)
  head.writeUInt32BE(width, 16)
  head.writeUInt32BE(height, 20)
  return head
}
const data = (content: Buffer) => `data:image/png;base64,${content.toString('base64')}`
const ask = (urls: readonly string[], model = 'qwen/qwen3.6-27b') =>
  saidIn(
    refusalOf({
      body: {
        model,
        messages: [{ role: 'user', content: urls.map(url => ({ type: 'image_url', image_url: { url } })) }],
      },
    }),
  )?.message ?? null

const pictures: readonly (readonly [string, Buffer, ImageSize | null])[] = [
  ['a PNG', png(640, 480), { width: 640, height: 480 }],
  ['a GIF', bytes('GIF89a', [1, 2, 3, 0]), { width: 513, height: 3 }],
  [
    'a JPEG, whose size stands behind another segment',
    bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc0, 0, 11, 8, 0, 2, 0, 1, 3]),
    { width: 1, height: 2 },
  ],
  ['a JPEG that ends before its size', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1]), null],
  ['a WebP, lossy', bytes('RIFF', zeros(4), 'WEBPVP8 ', zeros(10), [5, 0, 6, 0]), { width: 5, height: 6 }],
  [
    'a WebP, lossless',
    bytes('RIFF', zeros(4), 'WEBPVP8L', zeros(5), [4, 0x40, 1, 0], zeros(9)),
    { width: 5, height: 6 },
  ],
  ['a WebP, extended', bytes('RIFF', zeros(4), 'WEBPVP8X', zeros(8), [4, 0, 0, 5, 0, 0]), { width: 5, height: 6 }],
  ['a BMP', bytes('BM', zeros(16), [7, 0, 0, 0, 0xf8, 0xff, 0xff, 0xff]), { width: 7, height: 8 }],
  ['text', bytes('hello'), null],
  ['nothing', bytes(), null],
]

t.test('the head of a picture says its size', async t => {
  for (const [claim, content, size] of pictures) t.same(imageSize(content), size, claim)
})

t.test('no picture is read beyond its end', async t => {
  for (const [claim, content] of pictures) {
    for (let end = 0; end < content.length; end += 1) t.doesNotThrow(() => imageSize(content.subarray(0, end)), claim)
  }
})

t.test('an image must be a picture in base64, or on the web, where nobody looks', async t => {
  t.equal(ask([data(png(1, 1)), 'https://example.com/a.png', 'HTTP://example.com/b']), null)
  for (const url of [
    data(bytes('hello')),
    'data:image/png;base64,',
    'data:image/png;base64,a b',
    'data:image/png,x',
    'a.png',
    '',
  ])
    t.equal(ask([url]), 'invalid image data', url)
})

t.test('an image has 33 177 600 pixels at most', async t => {
  t.equal(ask([data(png(7680, 4320))]), null)
  t.equal(ask([data(png(7681, 4320))]), 'the image has more than 33177600 pixels')
  t.equal(ask([data(png(0xffffffff, 0xffffffff))]), 'the image has more than 33177600 pixels')
})

t.test('a request has five images at most, for one model three', async t => {
  const six = Array<string>(6).fill(data(png(1, 1)))
  t.equal(ask(six.slice(1)), null)
  t.equal(ask(six), 'the request has more than 5 images')
  t.equal(ask(six.slice(2), 'qwen/qwen3.8-27b'), 'the request has more than 3 images')
  t.equal(ask(six, 'mine/own'), 'the request has more than 5 images')
})

t.test('20 MB of base64 are little work', async t => {
  const cpuMs = cpuMsOf(() => t.equal(ask([`${data(png(1, 1))}${'A'.repeat(20_000_000)}`]), null))
  t.ok(cpuMs < 2000, `${Math.round(cpuMs)} ms of work`)
})
