import type { AnsweringWire } from '../wire/wire.ts'

/** When an answer may begin: after its delay, counted from the arrival, and after the answers before it on its connection; null for now. */
export const whenDue = (delayMs: number, wire: AnsweringWire): Promise<unknown> | null =>
  delayMs > 0 ? wire.sleep(delayMs - wire.elapsedMs).then(() => wire.turn()) : wire.turn()
