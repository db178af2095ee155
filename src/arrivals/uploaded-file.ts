import { createHash } from 'node:crypto'
import type { UploadedFile } from '../call.ts'
import type { Upload } from '../groq/uploads.ts'
import type { DataUrl } from '../request/data-url.ts'
import { turnOfTheLoop } from '../turn-of-the-loop.ts'
import { AudioLength } from './audio-length.ts'

/** How much of a file is read; `hasRoom` is asked for bytes that are kept. */
interface FileLimits {
  readonly maxFileBytes: number
  readonly hasRoom: (bytes: number) => boolean
}

/** What is known of a file before its bytes are. */
interface Announced {
  readonly filename: string
  readonly contentType: string
}

/**
 * Reads a file to its end, or to the limit: then it is `too-large` and nothing more is read. The bytes are held only
 * where they are to be kept.
 */
export const readFile = async (
  { filename, contentType }: Announced,
  stream: AsyncIterable<Buffer>,
  { use }: Upload,
  { maxFileBytes, hasRoom }: FileLimits,
): Promise<UploadedFile | 'too-large'> => {
  const digest = createHash('sha1')
  const length = use === 'audio' ? new AudioLength() : null
  const kept: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of stream) {
      bytes += chunk.length
      if (bytes > maxFileBytes || (use === 'keep' && !hasRoom(chunk.length))) return 'too-large'
      digest.update(chunk)
      if (use === 'keep') kept.push(chunk)
      await length?.take(chunk)
    }
    return {
      filename,
      contentType,
      bytes,
      hash: digest.digest('base64url'),
      seconds: length ? await length.end() : null,
      content: use === 'keep' ? Buffer.concat(kept, bytes) : null,
    }
  } finally {
    length?.close()
  }
}

const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['x-wav', 'wav'],
  ['wave', 'wav'],
  ['vnd.wave', 'wav'],
  ['x-flac', 'flac'],
  ['x-m4a', 'm4a'],
])

/** What is read of a file in one step. */
const STEP_BYTES = 256 * 1024

async function* bitesOf(content: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < content.length; from += STEP_BYTES) {
    if (from > 0) await turnOfTheLoop()
    yield content.subarray(from, from + STEP_BYTES)
  }
}

/** The file that a data URL stands for; its name is made from its type, as nobody gave it one. */
export const readDataFile = ({ contentType, content }: DataUrl, upload: Upload, limits: FileLimits) => {
  const subtype = contentType.toLowerCase().split('/')[1] ?? ''
  return readFile(
    { filename: `audio.${ENDINGS.get(subtype) ?? subtype}`, contentType },
    bitesOf(content),
    upload,
    limits,
  )
}
