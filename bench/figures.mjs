/** The middle one of some numbers. */
export const median = numbers => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** `1.23 (1.20–1.31)`: the median, and from the least to the greatest. */
export const spread = (numbers, digits = 0) => {
  const [middle, least, most] = [median(numbers), Math.min(...numbers), Math.max(...numbers)].map(n =>
    n.toFixed(digits),
  )
  return `${middle} (${least}–${most})`
}

/** A table in Markdown whose columns line up. */
export const table = rows => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)))
  const line = row => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`
  const rule = `|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].join('\n')
}
