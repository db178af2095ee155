/** The middle one of some numbers. */
export const median = numbers => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** `1.23 (1.20–1.31)`: the median, and from the least to the greatest; the number alone where there is only one. */
export const spread = (numbers, digits = 0) => {
  const [middle, least, most] = [median(numbers), Math.min(...numbers), Math.max(...numbers)].map(n =>
    n.toFixed(digits),
  )
  return numbers.length === 1 ? middle : `${middle} (${least}–${most})`
}

/** The number that this share of the numbers is not above; NaN of none. */
export const quantile = (numbers, share) => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

const MIB = 1024 ** 2

/** Bytes as MiB with one digit. */
export const mib = bytes => (bytes / MIB).toFixed(1)

/** A table in Markdown whose columns line up. */
export const table = rows => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)))
  const line = row => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`
  const rule = `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].join('\n')
}
