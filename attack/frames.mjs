// Frames of HTTP/2, right and wrong: what one connection sends comes from its seed and number alone.
import { luckOf } from './luck.mjs'

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
const TYPES = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  push: 5,
  ping: 6,
  goaway: 7,
  window: 8,
  continuation: 9,
}
const END_STREAM = 1
const END_HEADERS = 4
const ALL_BITS = 0x7fffffff

const frame = (type, flags, stream, payload = Buffer.alloc(0), length = payload.length) => {
  const head = Buffer.alloc(9)
  head.writeUIntBE(length, 0, 3)
  head.writeUInt8(type & 255, 3)
  head.writeUInt8(flags & 255, 4)
  head.writeUInt32BE(stream >>> 0, 5)
  return Buffer.concat([head, payload])
}

const number = (value, bytes = 4) => {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value >>> 0, 0, bytes)
  return buffer
}

/** A field as HPACK has it without its tables and without Huffman. */
const field = (name, value) => {
  const text = string => Buffer.concat([Buffer.from([Math.min(string.length, 126)]), Buffer.from(string.slice(0, 126))])
  return Buffer.concat([Buffer.from([0]), text(name), text(value)])
}

const PATHS = [
  '/openai/v1/chat/completions',
  ...['flaky', 'stream-cut', 'stream-stall', 'connection-reset', 'hang', 'brown-out'].map(
    name => `/scenario/${name}/openai/v1/chat/completions`,
  ),
  '/openai/v1/models',
  '/nothing',
  '/__mock/health',
  '*',
]
const BODIES = [
  '{"model":"openai/gpt-oss-20b","messages":[{"role":"user","content":"Hello"}]}',
  '{"model":"openai/gpt-oss-20b","stream":true,"messages":[{"role":"user","content":"Hello"}]}',
  '{"model":',
  '',
]

const fieldsOf = (luck, body) => {
  const fields = [
    [':method', luck.of(['POST', 'POST', 'POST', 'GET', 'OPTIONS', 'CONNECT', 'bad method'])],
    [':scheme', luck.of(['https', 'https', 'http', ''])],
    [':path', luck.of(PATHS)],
    [':authority', luck.of(['localhost', 'api.groq.com', 'evil.example', ''])],
    [
      'content-type',
      luck.of(['application/json', 'application/json', 'text/plain', 'multipart/form-data; boundary=x']),
    ],
  ]
  if (luck.chance(0.3)) fields.push(['content-length', String(body.length + luck.of([0, 0, 5, -1, 1e9]))])
  if (luck.chance(0.2)) fields.push(['x-mock-status', luck.of(['429', '503', '200', 'x'])])
  if (luck.chance(0.1))
    fields.push([luck.of(['connection', 'te', 'Upper', ':late', '']), luck.of(['close', 'trailers', '\n'])])
  if (luck.chance(0.1)) fields.splice(luck.below(fields.length), 1)
  return Buffer.concat(fields.map(([name, value]) => field(name, value)))
}

/** A whole request; sometimes its head is in several frames, and sometimes it never ends. */
const request = (luck, stream) => {
  const body = Buffer.from(luck.of(BODIES))
  const fields = fieldsOf(luck, body)
  const at = luck.chance(0.2) ? luck.below(fields.length) : fields.length
  const isCut = at < fields.length
  const head = [frame(TYPES.headers, isCut ? 0 : END_HEADERS, stream, fields.subarray(0, at))]
  if (isCut) head.push(frame(TYPES.continuation, END_HEADERS, stream, fields.subarray(at)))
  return [...head, frame(TYPES.data, luck.chance(0.9) ? END_STREAM : 0, stream, body)]
}

const randomBytes = (luck, most) => Buffer.from(Array.from({ length: luck.below(most) }, () => luck.below(256)))

const someStream = (luck, last) => luck.of([0, 1, 2, last, last + 2, ALL_BITS, luck.below(50)])

/** Frames that are no request: control frames with values of all kinds, and what is none. */
const others = [
  (luck, last) => frame(TYPES.window, 0, someStream(luck, last), number(luck.of([0, 1, 65_535, ALL_BITS, -1]))),
  (luck, last) => frame(TYPES.reset, 0, someStream(luck, last), number(luck.of([0, 2, 8, 13, 99]))),
  (luck, last) => frame(TYPES.priority, 0, someStream(luck, last), randomBytes(luck, 8)),
  luck =>
    frame(
      TYPES.settings,
      luck.of([0, 0, 1]),
      luck.of([0, 0, 0, 3]),
      Buffer.concat([number(luck.below(9), 2), number(luck.of([0, 1, 100, 16_384, 2 ** 24, ALL_BITS, -1]))]),
    ),
  luck => frame(TYPES.ping, luck.of([0, 1]), luck.of([0, 0, 1]), randomBytes(luck, luck.of([9, 9, 20]))),
  luck =>
    frame(TYPES.goaway, 0, 0, Buffer.concat([number(luck.below(9)), number(luck.below(14)), randomBytes(luck, 20)])),
  (luck, last) => frame(TYPES.push, END_HEADERS, last, randomBytes(luck, 30)),
  (luck, last) => frame(TYPES.continuation, luck.of([0, END_HEADERS]), last, randomBytes(luck, 30)),
  (luck, last) => frame(TYPES.data, luck.below(256), someStream(luck, last), randomBytes(luck, 300)),
  (luck, last) => frame(TYPES.headers, luck.below(256), someStream(luck, last), randomBytes(luck, 100)),
  (luck, last) => frame(luck.below(256), luck.below(256), someStream(luck, last), randomBytes(luck, 100)),
  // its length is not what comes
  (luck, last) => frame(luck.below(10), 0, last, randomBytes(luck, 50), luck.of([0, 5, 16_384, 16_777_215])),
]

/** One bit of one frame is another. */
const flipped = (luck, bytes) => {
  const copy = Buffer.from(bytes)
  const at = luck.below(copy.length)
  if (copy.length > 0) copy[at] ^= 1 << luck.below(8)
  return copy
}

/**
 * What a connection sends, how it leaves, and after how long. `isSound` says that all of it is as it should be: two requests that
 * are to have their answers.
 */
export const connectionOf = (seed, at) => {
  const luck = luckOf(seed, at)
  const isSound = luck.chance(0.1)
  const frames = [frame(TYPES.settings, 0, 0)]
  let last = 1
  const count = isSound ? 0 : 1 + luck.below(20)
  for (let i = 0; i < count; i += 1) {
    const made = luck.chance(0.5) ? request(luck, last) : [luck.of(others)(luck, last)]
    frames.push(...made.map(one => (luck.chance(0.05) ? flipped(luck, one) : one)))
    last += luck.chance(0.95) ? 2 : luck.of([0, 1, -2, 4])
  }
  const opening =
    isSound || luck.chance(0.95) ? PREFACE : luck.of([Buffer.alloc(0), PREFACE.subarray(3), randomBytes(luck, 30)])
  const bytes = Buffer.concat([opening, ...frames])
  return {
    isSound,
    frames: frames.length,
    bytes: isSound || luck.chance(0.9) ? bytes : bytes.subarray(0, luck.below(bytes.length)),
    way: luck.of(['leave', 'leave', 'half', 'reset']),
    afterMs: luck.of([0, 0, 1, 5, 50, 200]),
  }
}
