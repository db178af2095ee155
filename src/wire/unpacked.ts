import { decode, isDecodable } from './decode.ts'
import type { HeaderList } from './header-list.ts'

/** The errors that anybody reads are far smaller. */
const MOST_BYTES = 64 * 1024

/** A small body as it was before the coding that its headers name; as it is where there is none, or it lies. */
export const unpacked = (headers: Readonly<HeaderList> | null, body: Uint8Array | string): Uint8Array | string => {
  const at = headers?.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'content-encoding') ?? -1
  const coding = headers?.[at + 1]
  if (at === -1 || coding === undefined || typeof body === 'string' || !isDecodable(coding)) return body
  try {
    return decode(coding, body, MOST_BYTES)
  } catch {
    return body
  }
}
