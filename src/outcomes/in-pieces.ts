import { pieceEnd } from '../piece-end.ts'
import type { Wire } from '../wire/wire.ts'

/** Letters that are written as bytes in one step: less than a millisecond. */
const STEP = 256 * 1024
/** What is shorter is written at once. */
const LONG = 4 * STEP

/** Whether a text takes so long to be written as bytes that others are served meanwhile. */
export const isLong = (text: string | Uint8Array): text is string => typeof text === 'string' && text.length > LONG

/** The bytes of a long text, piece by piece; null where nobody waits for them any more. */
export const bytesInPieces = async (
  text: string,
  wire: Pick<Wire, 'giveWay' | 'isOpen'>,
): Promise<Uint8Array | null> => {
  const pieces: Buffer[] = []
  let bytes = 0
  for (let from = 0; from < text.length; ) {
    await wire.giveWay()
    if (!wire.isOpen) return null
    const to = pieceEnd(text, from, STEP)
    const piece = Buffer.from(text.slice(from, to))
    pieces.push(piece)
    bytes += piece.length
    from = to
  }
  return together(pieces, bytes, wire)
}

const together = async (pieces: readonly Buffer[], bytes: number, wire: Pick<Wire, 'giveWay'>): Promise<Uint8Array> => {
  // without zeros, which would all be written at once
  const whole = Buffer.allocUnsafeSlow(bytes)
  let at = 0
  for (const piece of pieces) {
    if (at % (4 * STEP) < piece.length) await wire.giveWay()
    at += piece.copy(whole, at)
  }
  return whole
}

/** The same of events; those of a short stream stay as they are. */
export const eventsInPieces = async (
  given: Iterable<string | Uint8Array>,
  wire: Pick<Wire, 'giveWay' | 'isOpen'>,
): Promise<readonly (string | Uint8Array)[] | null> => {
  const events = [...given]
  if (!events.some(isLong)) return events
  const written: (string | Uint8Array)[] = []
  for (const event of events) {
    const bytes = isLong(event) ? await bytesInPieces(event, wire) : event
    if (bytes === null) return null
    written.push(bytes)
  }
  return written
}
