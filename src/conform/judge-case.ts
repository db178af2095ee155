import type { Case, ResultWord } from './case.ts'
import { unmetIn } from './criteria/index.ts'
import type { Observation } from './observation.ts'

/** A result, and what speaks against a better one. */
export interface Judgement {
  readonly result: ResultWord
  readonly why: readonly string[]
}

/** Judges what a client did. Pure. */
export const judgeCase = ({ level, ok, tolerated }: Case, seen: Observation): Judgement => {
  const why = unmetIn(ok, seen)
  if (level === 'INFO') return { result: 'INFORMATIONAL', why }
  if (why.length === 0) return { result: 'OK', why }
  const isTolerated = tolerated !== undefined && unmetIn(tolerated, seen).length === 0
  return { result: isTolerated ? 'NON-STRICT' : 'FAILED', why }
}
