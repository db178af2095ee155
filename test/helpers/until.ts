import { inspect } from 'node:util'

/** Who waits so long waits for what does not come, however busy the machine is. */
export const LONGEST_MS = 20_000
const EVERY_MS = 5

/** Looks again and again until what is seen holds, and gives it. Where that never comes it fails with what was seen last. */
export const until = async <Seen>(
  look: () => Seen | Promise<Seen>,
  holds: (seen: Seen) => boolean = Boolean,
): Promise<Seen> => {
  const giveUpAtMs = performance.now() + LONGEST_MS
  for (;;) {
    const seen = await look()
    if (holds(seen)) return seen
    if (performance.now() > giveUpAtMs)
      throw new Error(`${look} did not hold within ${LONGEST_MS} ms; seen last: ${inspect(seen).slice(0, 2000)}`)
    await new Promise(resolve => setTimeout(resolve, EVERY_MS))
  }
}

/** What a promise comes to; where it hangs, this fails. */
export const inTime = async <Value>(promise: Promise<Value>): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined
  const hangs = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it hangs for ${LONGEST_MS} ms`)), LONGEST_MS)
  })
  try {
    return await Promise.race([promise, hangs])
  } finally {
    clearTimeout(timer)
  }
}
