import type { ServerResponse } from 'node:http'
import type { Clock } from '../clock/clock.ts'
import { cutOff } from '../wire/cut-off.ts'

const LOOK_MS = 60_000

/** What the client has taken of an answer while more waits to be; null where nothing waits. */
const takenOf = ({ socket, writableNeedDrain }: ServerResponse): number | null =>
  socket !== null && writableNeedDrain ? socket.bytesWritten - socket.writableLength : null

/**
 * Cuts off an answer of which its client takes nothing between two looks, a minute apart: nobody else would ever end it. Then
 * tells of it. Not to be waited for.
 */
export const endUnread = async (raw: ServerResponse, clock: Clock, tell: () => void): Promise<void> => {
  // its client may have left before it was asked for, and no event tells of that any more
  if (raw.closed) return
  const closed = new AbortController()
  raw.once('close', () => closed.abort())
  for (let before: number | null = null; ; ) {
    await clock.sleep(LOOK_MS, closed.signal)
    if (closed.signal.aborted) return
    const taken = takenOf(raw)
    if (taken !== null && taken === before) {
      cutOff(raw)
      return tell()
    }
    before = taken
  }
}
