/** How samples stand in a WAV file: as 16-bit numbers, or as bytes by the µ-law. */
export interface Encoding {
  readonly formatTag: number
  readonly bytesPerSample: number
  /** A sample from -1 to 1, as bytes. */
  encode(sample: number): readonly number[]
}

const LARGEST = 32_767

const pcm: Encoding = {
  formatTag: 1,
  bytesPerSample: 2,
  encode: sample => {
    const value = Math.round(sample * LARGEST) & 0xffff
    return [value & 0xff, value >> 8]
  },
}

/** ITU-T G.711: sign, the place of the highest bit, and the four bits after it, all inverted. */
const mulaw: Encoding = {
  formatTag: 7,
  bytesPerSample: 1,
  encode: sample => {
    const magnitude = Math.min(Math.round(Math.abs(sample) * LARGEST), 32_635) + 0x84
    const exponent = 24 - Math.clz32(magnitude)
    const mantissa = (magnitude >> (exponent + 3)) & 0x0f
    return [~((sample < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff]
  },
}

/** By the names that `response_format` has for them. */
export const encodings = { wav: pcm, mulaw } as const

const chunk = (name: string, content: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content])
}

/** Anything but plain numbers has a longer description, and says how many samples there are. */
const descriptionOf = ({ formatTag, bytesPerSample }: Encoding, sampleRate: number, samples: number): Buffer => {
  const format = Buffer.alloc(formatTag === 1 ? 16 : 18)
  format.writeUInt16LE(formatTag, 0)
  format.writeUInt16LE(1, 2)
  format.writeUInt32LE(sampleRate, 4)
  format.writeUInt32LE(sampleRate * bytesPerSample, 8)
  format.writeUInt16LE(bytesPerSample, 12)
  format.writeUInt16LE(bytesPerSample * 8, 14)
  if (formatTag === 1) return chunk('fmt ', format)
  const fact = Buffer.alloc(4)
  fact.writeUInt32LE(samples)
  return Buffer.concat([chunk('fmt ', format), chunk('fact', fact)])
}

/** A WAV file of one channel around its samples, encoded already. An odd byte is followed by one that is not counted. */
export const wavFile = (encoding: Encoding, sampleRate: number, data: Buffer): Buffer => {
  const description = descriptionOf(encoding, sampleRate, data.length / encoding.bytesPerSample)
  const padding = Buffer.alloc(data.length % 2)
  return chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), description, chunk('data', data), padding]))
}
