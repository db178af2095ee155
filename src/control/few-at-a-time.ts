import { turnOfTheLoop } from '../turn-of-the-loop.ts'

/** Does something with each item, until it says `stop`, and lets others have their turn after every so many. */
export const fewAtATime = async <Item>(
  items: Iterable<Item>,
  atOnce: number,
  act: (item: Item) => 'stop' | unknown,
): Promise<void> => {
  let done = 0
  for (const item of items) {
    if (act(item) === 'stop') return
    done += 1
    if (done % atOnce === 0) await turnOfTheLoop()
  }
}
