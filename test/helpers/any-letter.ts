import fc from 'fast-check'

const SURROGATES = 0x800
const FIRST_SURROGATE = 0xd800

const letterOf = (i: number): string => String.fromCodePoint(i < FIRST_SURROGATE ? i : i + SURROGATES)

const indexOf = (letter: unknown): number => {
  if (typeof letter !== 'string' || [...letter].length !== 1) throw new Error('it is no letter')
  const code = letter.codePointAt(0) ?? 0
  if (code >= FIRST_SURROGATE && code < FIRST_SURROGATE + SURROGATES) throw new Error('it is half a letter')
  return code < FIRST_SURROGATE ? code : code - SURROGATES
}

/**
 * What texts of any letters are made of: `unit: 'binary'`, for which fast-check first makes a table of all 1.1 million,
 * which takes a second.
 */
export const anyLetter: fc.Arbitrary<string> = fc.integer({ min: 0, max: 0x10ffff - SURROGATES }).map(letterOf, indexOf)
