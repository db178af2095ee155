/** How wide and high a picture is, in pixels. */
export interface ImageSize {
  readonly width: number
  readonly height: number
}

type Read = (bytes: Buffer) => ImageSize | null

const startsWith = (bytes: Buffer, text: string, at = 0): boolean =>
  bytes.length >= at + text.length && bytes.toString('latin1', at, at + text.length) === text

const png: Read = bytes =>
  startsWith(bytes, '\x89PNG\r\n\x1a\n') && bytes.length >= 24
    ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : null

const gif: Read = bytes =>
  startsWith(bytes, 'GIF8') && bytes.length >= 10
    ? { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
    : null

const bmp: Read = bytes =>
  startsWith(bytes, 'BM') && bytes.length >= 26
    ? { width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) }
    : null

const webpSizes: ReadonlyMap<string, Read> = new Map<string, Read>(
  Object.entries({
    'VP8 ': (bytes: Buffer) => ({ width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }),
    VP8L: (bytes: Buffer) => {
      const bits = bytes.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    },
    VP8X: (bytes: Buffer) => ({ width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }),
  }),
)

const webp: Read = bytes =>
  startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8) && bytes.length >= 30
    ? (webpSizes.get(bytes.toString('latin1', 12, 16))?.(bytes) ?? null)
    : null

// the frames that say a size: all of C0 to CF but the tables C4, C8 and CC
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

const jpeg: Read = bytes => {
  if (!startsWith(bytes, '\xff\xd8\xff')) return null
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (isFrame(bytes[at + 1] ?? 0)) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) }
  }
  return null
}

const formats: readonly Read[] = [png, jpeg, gif, webp, bmp]

/** The size that the head of a picture says, or null for bytes that are no PNG, JPEG, GIF, WebP or BMP. */
export const imageSize = (bytes: Buffer): ImageSize | null => {
  for (const read of formats) {
    const size = read(bytes)
    if (size) return size
  }
  return null
}
