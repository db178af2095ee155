import { hash32 } from '../../chance.ts'
import type { ConnectionFault } from './fault-kind.ts'

/** Always the same. The first byte is not a letter, so this can't be HTTP. */
const BYTES = Buffer.from(Array.from({ length: 64 }, (_, i) => (i === 0 ? 0xff : hash32('garbage', i) & 0xff)))

/** Bytes that are not HTTP, then FIN: what a server of another protocol does. */
export const garbage: ConnectionFault = {
  description: `${BYTES.length} bytes that are not HTTP, then the connection is closed`,
  perform: async wire => {
    await wire.raw(BYTES)
    await wire.close()
  },
}
