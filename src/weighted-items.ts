/** One item of an `Accept` or an `Accept-Encoding`, in small letters. */
export interface WeightedItem {
  readonly name: string
  /** What it says behind `q=`, 1 where it says nothing; null for what is no number. */
  readonly weight: number | null
}

const weightOf = (parameters: readonly string[]): number | null => {
  const said = parameters.find(parameter => /^\s*q\s*=/i.test(parameter))
  if (said === undefined) return 1
  const weight = Number(said.replace(/^[^=]*=/, '').trim() || Number.NaN)
  return Number.isFinite(weight) ? weight : null
}

/** The items of a list with weights (RFC 9110, section 12.4.2), in its order. */
export const weightedItems = (header: string): readonly WeightedItem[] =>
  header.split(',').map(item => {
    const [name = '', ...parameters] = item.split(';')
    return { name: name.trim().toLowerCase(), weight: weightOf(parameters) }
  })
