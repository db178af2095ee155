/** A stream that a command prints to, as far as printing needs. */
export interface Printed {
  write(text: string, done?: (error?: Error | null) => void): unknown
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown
}

/** Where a command says what it has to say, and what became of it. */
export interface Printing {
  print(text: string): void
  /** Waits until all has been taken, or can't be. Gives what is wrong in words; null for nothing, and where the reader has had enough. */
  flush(): Promise<string | null>
}

/** Prints to a stream that may have no room, and whose reader may leave: `groq-mock errors | head` is no mistake of anybody's. */
export const printingTo = (stream: Printed): Printing => {
  let trouble: string | null = null
  stream.on('error', error => {
    if (error.code !== 'EPIPE') trouble ??= error.message.replace(/, write$/, '')
  })
  return {
    print: text => {
      stream.write(`${text.trimEnd()}\n`)
    },
    // the error of a write is told before its end is
    flush: () => new Promise(resolve => stream.write('', () => setImmediate(() => resolve(trouble)))),
  }
}
