import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readExpected } from '#src/conform/expected'

/** The deliberately good client, and the two deliberately bad ones. */
export const runners = ['good', 'hasty', 'credulous'] as const

export const runnerOf = (name: string): string => fileURLToPath(new URL(`./runners/${name}.mjs`, import.meta.url))
export const knownOf = (name: string): string => fileURLToPath(new URL(`./known/${name}.json`, import.meta.url))
export const resultsKnownOf = (name: string) => readExpected(readFileSync(knownOf(name), 'utf8')) ?? new Map()
