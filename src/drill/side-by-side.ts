/**
 * Does work on items, some at once, until all is done or it is interrupted. Gives what came of them, in their order; null for what
 * was not begun. One that rejects ends the others before it is told.
 */
export const sideBySide = async <Item, Made>(
  items: readonly Item[],
  jobs: number,
  stopped: AbortSignal,
  act: (item: Item, interrupted: AbortSignal) => Promise<Made>,
): Promise<readonly (Made | null)[]> => {
  const done: (Made | null)[] = items.map(() => null)
  const failed = new AbortController()
  const interrupted = AbortSignal.any([stopped, failed.signal])
  let next = 0
  const work = async (): Promise<void> => {
    while (next < items.length && !interrupted.aborted) {
      const place = next
      next += 1
      done[place] = await act(items[place] as Item, interrupted)
    }
  }
  // whoever can't go on ends the others before it says so
  const endAll = (error: unknown): never => {
    failed.abort()
    throw error
  }
  const workers = Array.from({ length: Math.min(jobs, items.length) }, () => work().catch(endAll))
  const [first] = (await Promise.allSettled(workers)).filter(({ status }) => status === 'rejected')
  if (first?.status === 'rejected') throw first.reason
  return done
}
