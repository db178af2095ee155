/** The value below which this share of the sorted numbers lies. */
const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

const ascending = (numbers: readonly number[]): readonly number[] => [...numbers].sort((a, b) => a - b)

export const median = (numbers: readonly number[]): number => quantile(ascending(numbers), 0.5)

/** From the first quarter to the third. */
export const interquartileRange = (numbers: readonly number[]): number => {
  const sorted = ascending(numbers)
  return quantile(sorted, 0.75) - quantile(sorted, 0.25)
}

export const spread = (numbers: readonly number[]): number => Math.max(...numbers) - Math.min(...numbers)

/** The largest share of the numbers that lies within a window so wide. */
export const shareWithin = (numbers: readonly number[], width: number): number => {
  const sorted = ascending(numbers)
  let [most, first] = [0, 0]
  for (const [last, number] of sorted.entries()) {
    while (number - (sorted[first] ?? number) > width) first += 1
    most = Math.max(most, last - first + 1)
  }
  return sorted.length === 0 ? 0 : most / sorted.length
}
