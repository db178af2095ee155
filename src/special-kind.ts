import type { Stats } from 'node:fs'

const KINDS: readonly (readonly [is: (stats: Stats) => boolean, kind: string])[] = [
  [stats => stats.isDirectory(), 'a folder'],
  [stats => stats.isFIFO(), 'a named pipe (FIFO)'],
  [stats => stats.isSocket(), 'a socket'],
  [stats => stats.isCharacterDevice() || stats.isBlockDevice(), 'a device'],
]

/** What is no file, in words; null for a file. */
export const specialKind = (stats: Stats): string | null => KINDS.find(([is]) => is(stats))?.[1] ?? null
