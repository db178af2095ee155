/**
 * Human units in YAML to plain numbers: `2s`, `25MiB`, `10%`. Each parser gives null for what it does not
 * understand; none throws.
 */

const DURATION = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/
/** No duration is longer. */
export const LONGEST_DURATION_MS = 30 * 24 * 3_600_000

/** `250ms`, `2s`, `1.5s`, `1m30s`, `2h` → milliseconds; at most 30 days. */
export const parseDuration = (text: string): number | null => {
  const parts = text === '' ? null : DURATION.exec(text)
  if (!parts) return null
  const [, hours = 0, minutes = 0, seconds = 0, millis = 0] = parts
  const ms = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(millis)
  return ms <= LONGEST_DURATION_MS ? ms : null
}

const SIZE = /^(\d+(?:\.\d+)?) ?(B|bytes?|KB|MB|GB|KiB|MiB|GiB)?$/
const SIZES: Readonly<Record<string, number>> = {
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
}

/** `25MiB`, `4KB`, `512B` → whole bytes. */
export const parseSize = (text: string): number | null => {
  const parts = SIZE.exec(text)
  if (!parts) return null
  const bytes = Math.round(Number(parts[1]) * (SIZES[parts[2] ?? ''] ?? 1))
  return Number.isSafeInteger(bytes) ? bytes : null
}

const COUNT = /^(\d+(?:\.\d+)?) ?([KM])?$/
const COUNTS: Readonly<Record<string, number>> = { K: 1e3, M: 1e6 }

/** `30`, `8K`, `1.5M` → a whole number above 0. */
export const parseCount = (text: string): number | null => {
  const parts = COUNT.exec(text)
  if (!parts) return null
  // 1.001M is a whole number, but not as floating points multiply
  const count = Number((Number(parts[1]) * (COUNTS[parts[2] ?? ''] ?? 1)).toFixed(6))
  return Number.isSafeInteger(count) && count > 0 ? count : null
}

const SHARE = /^(\d+(?:\.\d+)?) ?%$/

/** `10%`, `0.5%` → a part of one, from 0 to 1. */
export const parseShare = (text: string): number | null => {
  const parts = SHARE.exec(text)
  if (!parts) return null
  const share = Number(parts[1]) / 100
  return share <= 1 ? share : null
}

const RANGE = /^(\d+)(?:\.\.(\d+))?$/

/** `2` or `1..3` → both ends, inclusive, from `least` on. */
export const parseCountRange = (text: string, least = 1): readonly [number, number] | null => {
  const parts = RANGE.exec(text)
  if (!parts) return null
  const from = Number(parts[1])
  const to = Number(parts[2] ?? parts[1])
  return from >= least && to >= from && Number.isSafeInteger(to) ? [from, to] : null
}

/** Two durations with `..` between them, `10s..40s`, the second the longer → both in milliseconds. */
export const parseDurationRange = (text: string): readonly [number, number] | null => {
  const [first = '', second, ...rest] = text.split('..')
  const from = parseDuration(first.trim())
  const to = second === undefined ? null : parseDuration(second.trim())
  return from !== null && to !== null && rest.length === 0 && to > from ? [from, to] : null
}

/** What a number of bytes is compared with. */
export interface ByteBound {
  readonly than: 'more' | 'less'
  readonly bytes: number
}

/** `>1MiB`, `<10KiB`. */
export const parseByteBound = (text: string): ByteBound | null => {
  const bytes = parseSize(text.slice(1).trim())
  if (bytes === null) return null
  if (text.startsWith('>')) return { than: 'more', bytes }
  return text.startsWith('<') ? { than: 'less', bytes } : null
}

const CHUNKS = /^(\d+) chunks?$/

/** `3 chunks` → how many, from 1. */
export const parseChunks = (text: string): number | null => {
  const count = Number(CHUNKS.exec(text)?.[1] ?? 0)
  return count >= 1 && Number.isSafeInteger(count) ? count : null
}

/** How much of an answer. */
export type Amount = { readonly chunks: number } | { readonly bytes: number } | { readonly share: number }

/** `3 chunks`, `200 bytes`, `4KiB`, `40%`. */
export const parseAmount = (text: string): Amount | null => {
  const [chunks, share, bytes] = [parseChunks(text), parseShare(text), parseSize(text)]
  if (chunks !== null) return { chunks }
  if (share !== null) return { share }
  return bytes === null || !/[a-z]$/i.test(text) ? null : { bytes }
}

/** How fast a stream goes: so many tokens a second, or so long between two chunks. */
export type Pace = { readonly tokensPerSecond: number } | { readonly gapMs: number }

const RATE = /^(\d+(?:\.\d+)?) ?tokens?\/s$/

/** `300 tokens/s`, `20ms`. */
export const parsePace = (text: string): Pace | null => {
  const tokensPerSecond = Number(RATE.exec(text)?.[1] ?? 0)
  if (tokensPerSecond > 0) return { tokensPerSecond }
  const gapMs = parseDuration(text)
  return gapMs === null || gapMs === 0 ? null : { gapMs }
}

/** Milliseconds as people write them: `250ms`, `2s`, `1m30s`. */
export const formatDuration = (ms: number): string => {
  if (ms < 1000) return `${ms}ms`
  const minutes = Math.floor(ms / 60_000)
  const seconds = (ms % 60_000) / 1000
  if (minutes === 0) return `${seconds}s`
  return seconds === 0 ? `${minutes}m` : `${minutes}m${seconds}s`
}

/** `1 chunk`, `3 chunks`. */
export const chunksInWords = (count: number): string => `${count} chunk${count === 1 ? '' : 's'}`
