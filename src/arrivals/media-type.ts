/** As many bytes as tell the container. */
export const HEAD_BYTES = 12

const ascii = (head: Buffer, from: number, to: number): string => head.toString('latin1', from, to)

/** The media type of a file that begins like this, of those that the API takes; null for none of them. */
export const mediaTypeOf = (head: Buffer): string | null => {
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WAVE') return 'audio/wav'
  if (ascii(head, 0, 4) === 'fLaC') return 'audio/flac'
  if (ascii(head, 0, 4) === 'OggS') return 'audio/ogg'
  if (ascii(head, 4, 8) === 'ftyp') return 'audio/mp4'
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) return 'audio/webm'
  return head.length >= 2 && (head.readUInt16BE(0) & 0xffe0) === 0xffe0 ? 'audio/mpeg' : null
}

/** How long the ID3 tag is that may stand before the audio, its own head included; 0 where there is none. */
export const tagBytes = (head: Buffer): number => {
  if (head.length < 10 || ascii(head, 0, 3) !== 'ID3') return 0
  // four times seven bits
  const size = [6, 7, 8, 9].reduce((sum, at) => (sum << 7) | ((head[at] ?? 0) & 0x7f), 0)
  return size + (((head[5] ?? 0) & 0x10) === 0 ? 10 : 20)
}
