/** What is printed bit by bit, for those who wait for a part of it. */
export interface Printout {
  add(text: string): void
  text(): string
  /** Resolves with the match once there is one. */
  printed(pattern: RegExp): Promise<RegExpExecArray>
}

export const printout = (): Printout => {
  let whole = ''
  const waiting = new Set<() => void>()
  return {
    add: text => {
      whole += text
      for (const look of waiting) look()
    },
    text: () => whole,
    printed: pattern =>
      new Promise(resolve => {
        const look = () => {
          const found = pattern.exec(whole)
          if (!found) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
  }
}
