import type { AnsweringWire } from '../wire/wire.ts'

const together = <T>(wire: AnsweringWire, act: () => T | Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    wire.together(() => {
      try {
        resolve(act())
      } catch (error) {
        reject(error)
      }
    })
  })

/**
 * Does something when an answer may begin: after its delay, counted from the arrival, and after the answers before it on its
 * connection. Many are due at once where many wait alike: they go together.
 */
export const whenDue = <T>(delayMs: number, wire: AnsweringWire, act: () => T | Promise<T>): T | Promise<T> => {
  const due = delayMs > 0 ? wire.sleep(delayMs - wire.elapsedMs).then(() => wire.turn()) : wire.turn()
  return due?.then(() => together(wire, act)) ?? act()
}
