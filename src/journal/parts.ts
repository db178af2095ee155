import { lstat, rename } from 'node:fs/promises'

/** How many older parts of a file are kept. */
export const KEPT_PARTS = 4

/** The name of an older part: the one before the file is 1. */
export const partOf = (file: string, number: number): string => `${file}.${number}`

const isThere = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false,
  )

const olderParts = async (file: string): Promise<readonly string[]> => {
  const parts: string[] = []
  while (await isThere(partOf(file, parts.length + 1))) parts.push(partOf(file, parts.length + 1))
  return parts.reverse()
}

/** The older parts that are there and the file, the oldest first; without the file where it is being moved away. */
export const partsOf = async (file: string): Promise<readonly string[]> => {
  const older = await olderParts(file)
  return older.length > 0 && !(await isThere(file)) ? older : [...older, file]
}

/**
 * Moves a file away to be its own first part, and each part to be the next; the last one goes. Where it fails in between, it
 * can be done again, and then moves no more than it must.
 */
export const shiftParts = async (file: string): Promise<void> => {
  let gap = 1
  while (gap < KEPT_PARTS && (await isThere(partOf(file, gap)))) gap += 1
  for (let number = gap; number > 1; number -= 1) await rename(partOf(file, number - 1), partOf(file, number))
  if (await isThere(file)) await rename(file, partOf(file, 1))
}
