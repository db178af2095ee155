let names: Intl.DisplayNames | null = null

/**
 * The name of a language as transcriptions give it: `English` for `en`. The form was observed for English
 * (docs/facts/groq-wire.md §3.6); names of others are the usual English ones, inferred. What is no code of a language is taken
 * for English.
 */
export const languageName = (code: string): string => {
  names ??= new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
  try {
    return names.of(code) ?? 'English'
  } catch {
    return 'English'
  }
}
